import type { Metadata } from 'next'
import { CallPage } from '@/components/calls/call-page'

export const metadata: Metadata = { title: 'Call' }

export default async function Page({ params }: { params: Promise<{ callId: string }> }) {
  const { callId } = await params
  return <CallPage callId={callId} />
}
