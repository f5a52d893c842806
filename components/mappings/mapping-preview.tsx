'use client'

import { Lock, UserRound } from 'lucide-react'
import type { VariablesView } from '@/server/domain/mapping/mapping-view'
import { ContactPicker, type PickedContact } from '../contacts/contact-picker'
import { LoadFailed } from '../lists/load-failed'
import { Callout } from '../ui/callout'
import { EmptyState } from '../ui/empty-state'
import { Skeleton } from '../ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import type { RowDifference } from './mapping-rows'
import { DifferenceList } from './save-mapping-dialog'
import { sourceLabel } from './source-label'
import { VariablesPreview } from './variables-preview'

export function PreviewChooser({ contact, onChoose }: { contact: PickedContact | null; onChoose: (contact: PickedContact) => void }) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="text-sm text-muted">Shown with the data of</span>
      <ContactPicker aria-label="Contact of the preview" value={contact} onChange={onChoose} className="w-full sm:w-72" />
    </div>
  )
}

type PreviewQuery = { data: VariablesView | undefined; isError: boolean; error: unknown; refetch: () => unknown }

/** A whole call of a real contact, what differs from the default, and what nothing ever sends. */
export function MappingPreview({
  preview,
  hasContact,
  isStale,
  differences,
  neverMapped,
}: {
  preview: PreviewQuery
  hasContact: boolean
  isStale: boolean
  differences: RowDifference[]
  neverMapped: { source: string; lockedBecause: string }[]
}) {
  return (
    <Tabs defaultValue="preview" className="mt-8">
      <TabsList aria-label="About the mapping">
        <TabsTrigger value="preview">Preview</TabsTrigger>
        <TabsTrigger value="default">Against the default ({differences.length})</TabsTrigger>
        <TabsTrigger value="never">Never sent</TabsTrigger>
      </TabsList>
      <TabsContent value="preview">
        {isStale ? <Callout className="mb-3">The preview waits until what is marked above is right.</Callout> : null}
        <PreviewBody preview={preview} hasContact={hasContact} />
      </TabsContent>
      <TabsContent value="default">
        <DifferenceList differences={differences} empty="This is what every business of this kind begins with." />
      </TabsContent>
      <TabsContent value="never">
        <ul className="divide-y rounded-md border bg-sunken">
          {neverMapped.map(({ source, lockedBecause }) => (
            <li key={source} className="flex gap-2.5 px-3 py-2 text-sm">
              <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <div className="min-w-0">
                <span className="font-medium">{sourceLabel(source)}</span>
                <span className="text-muted"> · {lockedBecause}</span>
              </div>
            </li>
          ))}
        </ul>
      </TabsContent>
    </Tabs>
  )
}

function PreviewBody({ preview, hasContact }: { preview: PreviewQuery; hasContact: boolean }) {
  if (!hasContact) {
    return (
      <EmptyState
        icon={UserRound}
        title="Nobody to show it with"
        description="As soon as there is a contact, this shows what a call to them would carry."
      />
    )
  }
  if (preview.isError) return <LoadFailed what="The preview" error={preview.error} onRetry={() => preview.refetch()} />
  if (!preview.data) return <Skeleton className="h-80" />
  return <VariablesPreview preview={preview.data} isWide />
}
