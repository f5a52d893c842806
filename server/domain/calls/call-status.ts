import { z } from 'zod'

/** (SCHEDULED →) RINGING → CONNECTING → IN_PROGRESS → one of the final ones. SCHEDULED and CANCELLED are for outbound calls only. */
export const callStatus = z.enum([
  'SCHEDULED',
  'RINGING',
  'CONNECTING',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'NO_ANSWER',
  'BUSY',
  'CANCELLED',
])
export type CallStatus = z.infer<typeof callStatus>

export const FINAL_STATUSES = ['COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY', 'CANCELLED'] as const satisfies CallStatus[]
export const ACTIVE_STATUSES = ['RINGING', 'CONNECTING', 'IN_PROGRESS'] as const satisfies CallStatus[]

/** Of calls that are only planned, or were taken back before they were made. */
export const PLANNED_STATUSES = ['SCHEDULED', 'CANCELLED'] as const satisfies CallStatus[]

export function isFinalStatus(status: CallStatus): boolean {
  return (FINAL_STATUSES as readonly CallStatus[]).includes(status)
}
