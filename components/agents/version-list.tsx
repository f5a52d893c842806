'use client'

import { History } from 'lucide-react'
import { useState } from 'react'
import type { AgentVersionView } from '@/server/domain/agents/agent-view'
import { Instant } from '../format/instant'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/dialog'

/** Every published version, newest first, each one click from being published again. */
export function VersionList({
  versions,
  canRollBack,
  isRollingBack,
  onRollBack,
}: {
  versions: AgentVersionView[]
  canRollBack: boolean
  isRollingBack: boolean
  onRollBack: (versionNumber: number) => void
}) {
  const [asked, setAsked] = useState<number | null>(null)
  if (versions.length === 0) return <p className="text-sm text-muted">Nothing was published yet.</p>
  return (
    <>
      <ol className="flex flex-col divide-y rounded-md border">
        {versions.map((version) => (
          <li key={version.id} className="flex items-start gap-3 px-3 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2 font-medium">
                <span className="tnum">Version {version.number}</span>
                {version.isCurrent ? <Badge tone="live">Answers now</Badge> : null}
              </p>
              {version.note ? <p className="text-pretty">{version.note}</p> : null}
              <p className="text-sm text-muted">
                <Instant iso={version.publishedAt} />
                {version.publishedByName ? ` · ${version.publishedByName}` : ''}
              </p>
            </div>
            {canRollBack && !version.isCurrent ? (
              <Button size="sm" aria-label={`Roll back to version ${version.number}`} onClick={() => setAsked(version.number)}>
                <History aria-hidden />
                Roll back
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={`Roll back to version ${asked ?? ''}?`}
        description="It is published again as a new version and answers the next call. An unpublished draft is replaced."
        confirmLabel="Roll back"
        isBusy={isRollingBack}
        onConfirm={() => {
          if (asked !== null) onRollBack(asked)
          setAsked(null)
        }}
      />
    </>
  )
}
