import type { Metadata } from 'next'
import { ImportWizard } from '@/components/imports/import-wizard'

export const metadata: Metadata = { title: 'Import' }

export default function Page() {
  return <ImportWizard />
}
