import type { AgentChange } from '@/server/domain/agents/agent-view'
import { Diff } from '../ui/diff'

/** What publishing would change, setting by setting. A first version has nothing to differ from. */
export function ChangeList({ changes, isPublished }: { changes: AgentChange[]; isPublished: boolean }) {
  if (!isPublished) return <p className="text-sm text-muted">First version: callers hear it once it is published.</p>
  if (changes.length === 0) return <p className="text-sm text-muted">Nothing differs from what callers hear.</p>
  return (
    <div className="flex flex-col gap-3">
      {changes.map((change) => (
        <Diff key={change.path} label={change.label} before={change.before} after={change.after} />
      ))}
    </div>
  )
}
