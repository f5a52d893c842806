import type { CallAttemptView, OutboundCallView } from '@/server/domain/outbound/outbound-view'

/** What went wrong with a try; null where the gate held it: its decision says so in words. */
export function attemptError({ error, decision }: Pick<CallAttemptView, 'error' | 'decision'>): string | null {
  if (error === null || decision?.isAllowed === false) return null
  return error.replaceAll('_', ' ')
}

/** Why a call waits or was not made; null where its last try says just that. */
export function planExplanation({
  explanation,
  attempts,
}: Pick<OutboundCallView, 'explanation'> & { attempts: readonly Pick<CallAttemptView, 'decision'>[] }): string | null {
  const said = attempts.at(-1)?.decision?.reasons ?? []
  return said.some(({ message }) => message === explanation) ? null : explanation
}
