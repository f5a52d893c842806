import { z } from 'zod'
import { ACTIONS } from './can'

export const apiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First characters, to tell keys apart. */
  prefix: z.string(),
  role: z.enum(['ADMIN', 'MEMBER']),
  /** Actions the key is narrowed to; empty: everything its role may do. */
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type ApiKeyView = z.infer<typeof apiKeyView>

export const createApiKeyInput = z.object({
  name: z.string().trim().min(1, 'Give the key a name').max(80),
  role: z.enum(['ADMIN', 'MEMBER']).default('ADMIN'),
  scopes: z.array(z.enum(ACTIONS)).max(ACTIONS.length).default([]),
  expiresAt: z.iso.datetime().nullish(),
})
export type CreateApiKeyInput = z.infer<typeof createApiKeyInput>
/** `key` leaves the server this once. */
export const createdApiKeyView = z.object({ key: z.string(), apiKey: apiKeyView })
export type CreatedApiKeyView = z.infer<typeof createdApiKeyView>
