'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { OutboundSettingsView } from '@/server/domain/outbound/outbound-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Skeleton } from '../ui/skeleton'
import { type PolicyDraft, policyDraftOf, readPolicyDraft } from './policy-draft'
import { CapFields, HolidayFields, WindowFields } from './policy-fields'

/** What outgoing calls are made with, and when they are not. */
export function OutboundSettings() {
  const { tenant } = useDesk()
  const api = useApi()
  const settings = useQuery(
    // What is being typed is newer than what the server has.
    api.outbound.settings.queryOptions({ tenantSlug: tenant.slug }, { refetchOnWindowFocus: false }),
  )
  if (settings.isError && !settings.data) {
    return <LoadFailed what="The settings" error={settings.error} onRetry={() => settings.refetch()} />
  }
  if (!settings.data) return <SettingsSkeleton />
  return <SettingsForm settings={settings.data} />
}

type Line = { retellNumber: string; retellAgentId: string; apiKey: string; isKeyDropped: boolean }

function SettingsForm({ settings }: { settings: OutboundSettingsView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const isReadOnly = !isAllowed('integrations.write')
  const [line, setLine] = useState<Line>(() => lineOf(settings))
  const [policy, setPolicy] = useState<PolicyDraft>(() => policyDraftOf(settings.policy))
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const save = useMutation(
    api.outbound.saveSettings.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(api.outbound.settings.queryKey({ tenantSlug: tenant.slug }), saved)
        setLine(lineOf(saved))
        setPolicy(policyDraftOf(saved.policy))
        toast.success('Saved')
      },
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
        else toast.error('Something is missing or wrong: it is marked in the form.')
      },
    }),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readPolicyDraft(policy)
    setWrong(read.errors ?? {})
    if (!read.policy) {
      toast.error('Something is missing or wrong: it is marked in the form.')
      return
    }
    save.mutate({
      tenantSlug: tenant.slug,
      retellNumber: line.retellNumber.trim() || null,
      retellAgentId: line.retellAgentId.trim() || null,
      ...(line.apiKey.trim() ? { apiKey: line.apiKey.trim() } : line.isKeyDropped ? { apiKey: null } : {}),
      policy: read.policy,
    })
  }
  const refused = fieldErrorsOf(save.error)
  const errors = { ...policyErrors(refused), ...wrong }
  const fields = {
    draft: policy,
    errors,
    isReadOnly,
    onChange: (changes: Partial<PolicyDraft>) => setPolicy((current) => ({ ...current, ...changes })),
  }
  return (
    <form onSubmit={submit} noValidate className="flex max-w-4xl flex-col gap-5">
      {isReadOnly ? <Callout>Only admins and the owner can change how calls are made.</Callout> : null}
      <MissingNotice settings={settings} />
      <Card title="Line" description="Calls are made through Retell, which also holds the script. We send it only the data of a call.">
        <LineFields
          settings={settings}
          line={line}
          errors={refused}
          isReadOnly={isReadOnly}
          onChange={(changes) => setLine({ ...line, ...changes })}
        />
      </Card>
      <Card
        title="Calling hours"
        description={`In the time of the person called. Blank is what the law allows: ${lawText(settings)}. Yours can be tighter, never looser.`}
      >
        <WindowFields {...fields} />
      </Card>
      <Card title="Caps" description="What is beyond them waits for the next day, or for a free line.">
        <CapFields {...fields} />
      </Card>
      <Card title="Days without calls" description="Public holidays and your own.">
        <HolidayFields {...fields} />
      </Card>
      {isReadOnly ? null : (
        <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 flex justify-end border-t bg-background px-4 py-3 sm:-mx-6 sm:px-6 md:bottom-0 md:mx-0 md:px-0">
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  )
}

function lineOf(settings: OutboundSettingsView): Line {
  return {
    retellNumber: settings.retellNumber ? formatPhone(settings.retellNumber) : '',
    retellAgentId: settings.retellAgentId ?? '',
    apiKey: '',
    isKeyDropped: false,
  }
}

/** Refusals name the fields as they were sent: `policy.windows.SERVICE.to` belongs to the window. */
function policyErrors(refused: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(refused).flatMap(([field, message]) => {
      const parts = field.split('.')
      if (parts[0] !== 'policy') return []
      const isNested = parts[1] === 'windows' || parts[1] === 'holidays'
      return [[parts.slice(1, isNested ? 3 : 2).join('.'), message]]
    }),
  )
}

function lawText({ law }: OutboundSettingsView): string {
  const { SERVICE: service, PROMOTIONAL: promotional } = law
  const hours = ({ from, to }: typeof service) => `${from} to ${to}`
  return hours(service) === hours(promotional)
    ? `${hours(service)} in your country`
    : `${hours(service)} for service and ${hours(promotional)} for promotional calls in your country`
}

function MissingNotice({ settings }: { settings: OutboundSettingsView }) {
  if (settings.missing.length === 0) return null
  const what = settings.missing.map((part) => (part === 'number' ? 'a number to call from' : 'an API key')).join(' and ')
  return (
    <Callout tone="warn" title="No calls can be made yet">
      Still missing: {what}.
    </Callout>
  )
}

function LineFields({
  settings,
  line,
  errors,
  isReadOnly,
  onChange,
}: {
  settings: OutboundSettingsView
  line: Line
  errors: Record<string, string>
  isReadOnly: boolean
  onChange: (changes: Partial<Line>) => void
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Number" hint="Bought from or brought to Retell." error={errors.retellNumber}>
        {(control) => (
          <Input
            {...control}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            value={line.retellNumber}
            readOnly={isReadOnly}
            onChange={(event) => onChange({ retellNumber: event.target.value })}
          />
        )}
      </Field>
      <Field label="Agent" hint="Its id at Retell. Blank: the one bound to the number." error={errors.retellAgentId}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="agent_…"
            value={line.retellAgentId}
            readOnly={isReadOnly}
            className="font-mono text-sm"
            onChange={(event) => onChange({ retellAgentId: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="API key"
        hint={keyHint(settings, line)}
        error={errors.apiKey}
        className="sm:col-span-2"
        aside={
          settings.hasOwnApiKey && !isReadOnly ? (
            <Button
              size="sm"
              variant="ghost"
              className="-my-1.5"
              onClick={() => onChange({ isKeyDropped: !line.isKeyDropped, apiKey: '' })}
            >
              {line.isKeyDropped ? 'Keep it' : 'Remove it'}
            </Button>
          ) : null
        }
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            placeholder={settings.hasOwnApiKey && !line.isKeyDropped ? '••••••••••••••••' : ''}
            value={line.apiKey}
            readOnly={isReadOnly}
            onChange={(event) => onChange({ apiKey: event.target.value, isKeyDropped: false })}
          />
        )}
      </Field>
    </div>
  )
}

function keyHint(settings: OutboundSettingsView, line: Line): string {
  if (line.isKeyDropped) return 'Your key goes when you save.'
  if (settings.hasOwnApiKey) return 'Your key is stored and is never shown again. Type another one to replace it.'
  return settings.hasSharedApiKey
    ? 'Blank: the key of this installation is used. Yours is stored encrypted and never shown again.'
    : 'From Retell’s dashboard. It is stored encrypted and never shown again.'
}

function SettingsSkeleton() {
  return (
    <div aria-busy className="flex max-w-4xl flex-col gap-5">
      {[240, 380, 150, 130].map((height) => (
        <Skeleton key={height} style={{ height }} />
      ))}
    </div>
  )
}
