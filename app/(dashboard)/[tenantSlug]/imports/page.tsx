import type { Metadata } from 'next'
import { ImportList } from '@/components/imports/import-list'

export const metadata: Metadata = { title: 'Imports' }

export default function Page() {
  return <ImportList />
}
