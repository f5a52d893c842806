import type { Metadata } from 'next'
import { TestCallPage } from '@/components/test-call/test-call-page'

export const metadata: Metadata = { title: 'Call my agent' }

export default function Page() {
  return <TestCallPage />
}
