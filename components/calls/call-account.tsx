'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { CallView } from '@/server/domain/calls/call-view'
import type { InsightView } from '@/server/domain/insights/insight-view'
import { INTENTS, type Intent } from '@/server/domain/insights/intents'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Textarea } from '../ui/input'
import { Select } from '../ui/select'
import { Tooltip } from '../ui/tooltip'
import { SentimentMark } from './sentiment-mark'

const SAID_BY = { person: 'put right by a person', provider: 'from the provider', model: 'by the language model', rules: 'by rules' }

/** What the call was about: in a sentence or two, with intent and topics; people put it right in place. */
export function CallAccount({ call }: { call: CallView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isEditing, setIsEditing] = useState(false)
  const target = { tenantSlug: tenant.slug, callId: call.id }
  const account = useQuery(api.insights.get.queryOptions(target, { enabled: call.summary !== null }))
  const show = (saved: InsightView) => {
    queryClient.setQueryData(api.insights.get.queryKey(target), saved)
    void queryClient.invalidateQueries({ queryKey: api.calls.pathKey() })
  }
  const onError = (error: unknown) => toast.error(explainError(error))
  const reset = useMutation(api.insights.reset.mutationOptions({ onSuccess: show, onError }))
  const correct = useMutation(
    api.insights.correct.mutationOptions({
      onSuccess: (saved) => {
        show(saved)
        setIsEditing(false)
        toast.success('Corrected', { action: { label: 'Undo', onClick: () => reset.mutate(target) } })
      },
      onError,
    }),
  )
  if (!call.summary) return null
  if (isEditing && account.data) {
    return (
      <AccountForm
        account={account.data}
        isBusy={correct.isPending}
        onSave={(changed) => correct.mutate({ ...target, ...changed })}
        onCancel={() => setIsEditing(false)}
      />
    )
  }
  const by = account.data?.by.summary
  return (
    <div className="flex items-start gap-2.5">
      <span className="mt-0.5">
        <SentimentMark sentiment={call.sentiment} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-pretty">{call.summary}</p>
        <p className="mt-1.5 flex min-h-6 flex-wrap items-center gap-1.5 text-sm text-muted">
          {account.data?.intent ? <Badge tone="accent">{account.data.intent}</Badge> : null}
          {account.data?.topics.map((topic) => (
            <Badge key={topic} tone="outline">
              {topic}
            </Badge>
          ))}
          {by ? <span>Summary {SAID_BY[by]}</span> : null}
          {account.data?.isCorrected && isAllowed('insights.write') ? (
            <Button size="sm" variant="ghost" isBusy={reset.isPending} onClick={() => reset.mutate(target)}>
              Take the correction back
            </Button>
          ) : null}
        </p>
      </div>
      {isAllowed('insights.write') && account.data ? (
        <Tooltip text="Correct">
          <Button size="icon-sm" variant="ghost" aria-label="Correct what the call was about" onClick={() => setIsEditing(true)}>
            <Pencil aria-hidden />
          </Button>
        </Tooltip>
      ) : null}
    </div>
  )
}

type Changed = { summary?: string; sentiment?: InsightView['sentiment'] & string; intent?: Intent }

function AccountForm({
  account,
  isBusy,
  onSave,
  onCancel,
}: {
  account: InsightView
  isBusy: boolean
  onSave: (changed: Changed) => void
  onCancel: () => void
}) {
  const [summary, setSummary] = useState(account.summary ?? '')
  const [sentiment, setSentiment] = useState(account.sentiment ?? 'neutral')
  const [intent, setIntent] = useState(account.intent ?? 'other')
  // A provider's own word for it stays until one of ours is chosen.
  const intents = [...new Set([intent, ...INTENTS])]
  function submit(event: FormEvent) {
    event.preventDefault()
    const ours = INTENTS.find((one) => one === intent)
    const changed: Changed = {
      ...(summary.trim() !== (account.summary ?? '') && summary.trim() !== '' ? { summary: summary.trim() } : {}),
      ...(sentiment !== account.sentiment ? { sentiment } : {}),
      ...(intent !== account.intent && ours ? { intent: ours } : {}),
    }
    if (Object.keys(changed).length === 0) onCancel()
    else onSave(changed)
  }
  return (
    <form onSubmit={submit} aria-label="Correct what the call was about" className="flex flex-col gap-3 rounded-md border bg-surface p-4">
      <Field label="Summary">
        {(control) => (
          <Textarea {...control} rows={3} maxLength={1000} autoFocus value={summary} onChange={(event) => setSummary(event.target.value)} />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Mood">
          {(control) => (
            <Select
              {...control}
              value={sentiment}
              onValueChange={(value) => setSentiment(value as typeof sentiment)}
              options={['positive', 'neutral', 'negative'].map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field label="What for">
          {(control) => (
            <Select {...control} value={intent} onValueChange={setIntent} options={intents.map((value) => ({ value, label: value }))} />
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button type="button" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          Save
        </Button>
      </div>
    </form>
  )
}
