import type { Metadata } from 'next'
import { NumberPage } from '@/components/numbers/number-page'

export const metadata: Metadata = { title: 'Phone number' }

export default async function Page({ params }: { params: Promise<{ phoneNumberId: string }> }) {
  const { phoneNumberId } = await params
  return <NumberPage phoneNumberId={phoneNumberId} />
}
