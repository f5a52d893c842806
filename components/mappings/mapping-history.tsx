'use client'

import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import type { MappingVersionView } from '@/server/domain/mapping/mapping-view'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog, Dialog, SheetContent } from '../ui/dialog'
import { Skeleton } from '../ui/skeleton'
import { rowDifferences } from './mapping-rows'
import { DifferenceList } from './save-mapping-dialog'

type Props = {
  currentNumber: number
  businessType: BusinessType
  canRollBack: boolean
  isRollingBack: boolean
  onRollBack: (number: number) => void
}

/** Every version, newest first, each one click from being in force again. */
export function MappingHistory({ isOpen, onOpenChange, ...props }: Props & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <SheetContent title="History of the mapping" description="What each version changed against the one before.">
        <Versions {...props} />
      </SheetContent>
    </Dialog>
  )
}

function Versions({ currentNumber, businessType, canRollBack, isRollingBack, onRollBack }: Props) {
  const { tenant } = useDesk()
  const api = useApi()
  const [asked, setAsked] = useState<number | null>(null)
  const history = useQuery(api.mappings.history.queryOptions({ tenantSlug: tenant.slug }))
  if (history.isError) return <LoadFailed what="The history" error={history.error} onRetry={() => history.refetch()} />
  if (!history.data) return <Skeleton className="h-64" />
  return (
    <>
      <ol className="flex flex-col divide-y rounded-md border">
        {history.data.map((version, place) => (
          <Version
            key={version.number}
            version={version}
            before={history.data[place + 1]}
            businessType={businessType}
            onRollBack={canRollBack && !version.isCurrent ? () => setAsked(version.number) : null}
          />
        ))}
        <li className="flex items-start gap-3 px-3 py-2.5">
          <div className="min-w-0 flex-1">
            <p className="flex items-center gap-2 font-medium">
              Default
              {currentNumber === 0 ? <Badge tone="live">In force</Badge> : null}
            </p>
            <p className="text-sm text-muted">As every business of this kind begins.</p>
          </div>
          {canRollBack && currentNumber > 0 ? (
            <Button size="sm" aria-label="Roll back to the default" onClick={() => setAsked(0)}>
              <History aria-hidden />
              Roll back
            </Button>
          ) : null}
        </li>
      </ol>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={asked === 0 ? 'Roll back to the default?' : `Roll back to version ${asked ?? ''}?`}
        description="It becomes a new version and holds from the next call on. Unsaved changes are dropped."
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

function Version({
  version,
  before,
  businessType,
  onRollBack,
}: {
  version: MappingVersionView
  before: MappingVersionView | undefined
  businessType: BusinessType
  onRollBack: (() => void) | null
}) {
  const differences = rowDifferences(before?.overrides ?? [], version.overrides, businessType)
  return (
    <li className="px-3 py-2.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 font-medium">
            <span className="tnum">Version {version.number}</span>
            {version.isCurrent ? <Badge tone="live">In force</Badge> : null}
          </p>
          {version.note ? <p className="text-pretty">{version.note}</p> : null}
          <p className="text-sm text-muted">
            <Instant iso={version.savedAt} />
            {version.savedByName ? ` · ${version.savedByName}` : ''}
          </p>
        </div>
        {onRollBack ? (
          <Button size="sm" aria-label={`Roll back to version ${version.number}`} onClick={onRollBack}>
            <History aria-hidden />
            Roll back
          </Button>
        ) : null}
      </div>
      {differences.length > 0 ? (
        <details className="mt-1.5 text-sm">
          <summary className="w-fit rounded-md text-muted hover:text-foreground">
            {differences.length} {differences.length === 1 ? 'change' : 'changes'}
          </summary>
          <div className="mt-2">
            <DifferenceList differences={differences} empty="" />
          </div>
        </details>
      ) : null}
    </li>
  )
}
