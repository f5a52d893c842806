import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'

export const auditEntryView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  actorType: z.enum(['user', 'api_key', 'webhook', 'system']),
  actorId: z.string().nullable(),
  /** Name or e-mail address of a person, name of a key. */
  actorName: z.string().nullable(),
  action: z.string(),
  targetType: z.string().nullable(),
  targetId: z.string().nullable(),
  outcome: z.enum(['allowed', 'refused', 'failed']),
  details: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntryView = z.infer<typeof auditEntryView>

export const listAuditInput = pageInput.extend({
  action: z.string().max(80).optional(),
  outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
})
export type ListAuditInput = z.infer<typeof listAuditInput>
export const auditPage = pageOf(auditEntryView)
export type AuditPage = z.infer<typeof auditPage>
