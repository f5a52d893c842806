import type { GateRecord } from '@/server/domain/compliance/decide-gate'
import { Instant } from '../format/instant'

/** Why a call may not be made, and from when on it may. */
export function GateReasons({ decision }: { decision: GateRecord }) {
  if (decision.isAllowed) return <p className="text-sm text-muted">Allowed{decision.window ? `: ${windowText(decision.window)}` : ''}.</p>
  return (
    <div className="text-sm">
      <ul className="flex flex-col gap-0.5">
        {decision.reasons.map(({ code, message }) => (
          <li key={code + message} className="text-pretty">
            {message}
          </li>
        ))}
      </ul>
      {decision.nextOpeningAt ? (
        <p className="text-muted">
          Possible from <Instant iso={decision.nextOpeningAt} />.
        </p>
      ) : null}
    </div>
  )
}

/** Calling hours as a sentence has them. */
export function windowText({ from, to, timezone }: { from: string; to: string; timezone: string }): string {
  return `${from} to ${to} in ${timezone.split('/').at(-1)?.replaceAll('_', ' ') ?? timezone}`
}
