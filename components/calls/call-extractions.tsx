'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { CallExtractionView, CallView } from '@/server/domain/calls/call-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Tooltip } from '../ui/tooltip'
import { extractionFields, inWords } from './extraction-fields'
import { ExtractionForm } from './extraction-form'
import { MakeBooking } from './make-booking'

/** What the agent took down, with how sure it was; people put it right in place. */
export function CallExtractions({ call, isLive }: { call: CallView; isLive: boolean }) {
  if (call.extractions.length === 0)
    return <p className="text-sm text-muted">{isLive ? 'Nothing yet.' : 'Nothing was taken down in this call.'}</p>
  return (
    <ul className="flex flex-col gap-4">
      {call.extractions.map((extraction) => (
        <li key={extraction.id}>
          <Extraction callId={call.id} extraction={extraction} />
          {isLive ? null : <MakeBooking call={call} extraction={extraction} />}
        </li>
      ))}
    </ul>
  )
}

function Extraction({ callId, extraction }: { callId: string; extraction: CallExtractionView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isEditing, setIsEditing] = useState(false)
  const target = { tenantSlug: tenant.slug, callId, extractionId: extraction.id }
  const show = (saved: CallExtractionView) =>
    queryClient.setQueryData(
      api.calls.get.queryKey({ tenantSlug: tenant.slug, callId }),
      (call) => call && { ...call, extractions: call.extractions.map((one) => (one.id === saved.id ? saved : one)) },
    )
  const undo = useMutation(
    api.calls.correctExtraction.mutationOptions({ onSuccess: show, onError: (error) => toast.error(explainError(error)) }),
  )
  const correct = useMutation(
    api.calls.correctExtraction.mutationOptions({
      onSuccess: (saved) => {
        const before = extraction.data
        show(saved)
        setIsEditing(false)
        toast.success('Corrected', { action: { label: 'Undo', onClick: () => undo.mutate({ ...target, data: before }) } })
      },
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
      },
    }),
  )
  const title = inWords(extraction.type)
  return (
    <>
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{title}</h3>
        <span className="flex items-center gap-1">
          {extraction.machineData ? <Badge tone="accent">Corrected</Badge> : <Confidence value={extraction.confidence} />}
          {isAllowed('extractions.write') && !isEditing ? (
            <Tooltip text="Correct">
              <Button size="icon-sm" variant="ghost" aria-label={`Correct ${title.toLowerCase()}`} onClick={() => setIsEditing(true)}>
                <Pencil aria-hidden />
              </Button>
            </Tooltip>
          ) : null}
        </span>
      </div>
      {isEditing ? (
        <ExtractionForm
          type={extraction.type}
          data={extraction.data}
          errors={fieldErrorsOf(correct.error)}
          isBusy={correct.isPending}
          onSave={(data) => correct.mutate({ ...target, data })}
          onCancel={() => {
            correct.reset()
            setIsEditing(false)
          }}
        />
      ) : (
        <>
          <Fields data={extraction.data} />
          {extraction.machineData ? (
            <details className="mt-2 text-sm">
              <summary className="w-fit rounded-md text-muted">What the agent took down</summary>
              <Fields data={extraction.machineData} isMuted />
              <Button
                size="sm"
                className="mt-2"
                isBusy={undo.isPending}
                onClick={() => undo.mutate({ ...target, data: extraction.machineData ?? {} })}
              >
                Take the correction back
              </Button>
            </details>
          ) : null}
        </>
      )}
    </>
  )
}

function Fields({ data, isMuted = false }: { data: Record<string, unknown>; isMuted?: boolean }) {
  return (
    <dl className="mt-1.5 grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
      {extractionFields(data).map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className={isMuted ? 'text-muted [overflow-wrap:anywhere]' : '[overflow-wrap:anywhere]'}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Confidence({ value }: { value: number | null }) {
  if (value === null) return null
  const percent = Math.round(value * 100)
  const tone = value >= 0.8 ? 'live' : value >= 0.5 ? 'warn' : 'danger'
  return (
    <Badge tone={tone} className="tnum" title="How sure the agent was">
      {percent} % sure
    </Badge>
  )
}
