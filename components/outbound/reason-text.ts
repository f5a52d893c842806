import { explainOutbound } from '@/server/domain/outbound/explain-outbound'

const REFUSALS: Record<string, string> = {
  outside_calling_window: 'This person may not be called at that time. Choose another, or let the call be moved.',
  call_already_active: 'A call to this person is under way. Wait until it ends.',
}

/** Why a call was refused, when there is more to say than the refusal itself; null when there is not. */
export function refusalText(code: string | null): string | null {
  return code ? (REFUSALS[code] ?? null) : null
}

/** Why a call waits or is later than asked; null when there is nothing to say. */
export function reasonText(code: string | null): string | null {
  return explainOutbound(code)
}
