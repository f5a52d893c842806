import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import type { z } from 'zod'

/** One method of one path, as the API reference tells it. */
export type Operation = {
  method: RouteConfig['method']
  path: string
  summary: string
  description?: string
  tag: 'Calls' | 'Tenants' | 'Exotel' | 'Contacts' | 'Conversations' | 'Bookings' | 'Mappings' | 'Outbound calls' | 'Vendors'
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  answers: Record<number, { description: string; schema?: z.ZodType; contentType?: string }>
  refusals: number[]
  security: 'key_or_session' | 'url_secret' | 'retell_signature' | 'ringcentral_token'
}

/** Refusals of everything that asks for credentials, and of what takes a body. */
export const guarded = [401, 403, 404, 429]
export const writing = [400, ...guarded, 413, 415]
