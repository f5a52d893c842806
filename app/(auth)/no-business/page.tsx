import type { Metadata } from 'next'
import { NoBusiness } from '@/components/auth/no-business'

export const metadata: Metadata = { title: 'No business' }

export default function NoBusinessPage() {
  return <NoBusiness />
}
