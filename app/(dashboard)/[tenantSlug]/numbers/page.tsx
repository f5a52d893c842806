import type { Metadata } from 'next'
import { NumberList } from '@/components/numbers/number-list'

export const metadata: Metadata = { title: 'Phone numbers' }

export default function Page() {
  return <NumberList />
}
