import type { Metadata } from 'next'
import { Reference } from '@/components/reference/reference'
import { env } from '@/server/env'
import { buildOpenApiDocument } from '@/server/http/openapi'

export const metadata: Metadata = { title: 'API reference' }

export default function ReferencePage() {
  return <Reference document={buildOpenApiDocument(env().APP_URL)} />
}
