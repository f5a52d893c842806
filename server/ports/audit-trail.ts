/** Who did or tried something. A stranger to the tenant is named by id and holds no role in it. */
export type AuditActor = { type: 'user' | 'api_key' | 'webhook' | 'system'; id: string }

export type AuditEntry = {
  /** e.g. `agents.publish` */
  action: string
  targetType?: string
  targetId?: string
  outcome: 'allowed' | 'refused' | 'failed'
  /** Ids, codes and names of settings; never a secret. */
  details?: Record<string, unknown>
}

/** The tenant's record of who did and who tried what. */
export interface AuditTrail {
  record(where: { tenantId: string; actor: AuditActor }, entry: AuditEntry): Promise<void>
}
