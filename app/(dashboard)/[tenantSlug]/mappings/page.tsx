import type { Metadata } from 'next'
import { MappingEditor } from '@/components/mappings/mapping-editor'

export const metadata: Metadata = { title: 'Mappings' }

export default function Page() {
  return <MappingEditor />
}
