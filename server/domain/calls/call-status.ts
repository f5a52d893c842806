import { z } from 'zod'

/** RINGING → CONNECTING → IN_PROGRESS → one of the final four. */
export const callStatus = z.enum(['RINGING', 'CONNECTING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY'])
export type CallStatus = z.infer<typeof callStatus>

export const FINAL_STATUSES = ['COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY'] as const satisfies CallStatus[]
export const ACTIVE_STATUSES = ['RINGING', 'CONNECTING', 'IN_PROGRESS'] as const satisfies CallStatus[]

export function isFinalStatus(status: CallStatus): boolean {
  return (FINAL_STATUSES as readonly CallStatus[]).includes(status)
}
