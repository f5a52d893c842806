import type { Metadata } from 'next'
import { CallList } from '@/components/calls/call-list'

export const metadata: Metadata = { title: 'Calls' }

export default function Page() {
  return <CallList />
}
