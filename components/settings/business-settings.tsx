'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { formatInstant } from '../format/time'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Combobox } from '../ui/combobox'
import { CopyButton } from '../ui/copy-button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { OwnerSettings } from './owner-settings'
import { PLANS } from './plans'

const BUSINESS_TYPES = { medical: 'Clinic', restaurant: 'Restaurant', salon: 'Salon', consultant: 'Consultancy', general: 'Other business' }

function timeZones(current: string): { value: string; label: string }[] {
  const zones = Intl.supportedValuesOf('timeZone')
  return [...new Set([current, ...zones])].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}

export function BusinessSettings() {
  const { tenant, isAllowed, zone } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const canEdit = isAllowed('tenant.write')
  const [name, setName] = useState(tenant.name)
  const [timezone, setTimezone] = useState(tenant.timezone)
  const [callbackNumber, setCallbackNumber] = useState(tenant.callbackNumber ? formatPhone(tenant.callbackNumber) : '')
  const [fallbackNumber, setFallbackNumber] = useState(tenant.fallbackNumber ? formatPhone(tenant.fallbackNumber) : '')
  const update = useMutation(
    api.tenants.update.mutationOptions({
      onSuccess: async () => {
        toast.success('Saved')
        await queryClient.invalidateQueries()
        // The name and the zone are drawn by the server too.
        router.refresh()
      },
      onError: (error) => {
        if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
      },
    }),
  )
  const errors = fieldErrorsOf(update.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    update.mutate({ tenantSlug: tenant.slug, name, timezone, callbackNumber, fallbackNumber })
  }
  return (
    <div className="grid max-w-4xl gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <form onSubmit={submit} noValidate>
        <Card title="Business" description={canEdit ? 'What agents and callers are told.' : 'Only admins and the owner can change this.'}>
          <div className="flex flex-col gap-4">
            <Field label="Name" error={errors.name} isRequired>
              {(control) => (
                <Input {...control} value={name} readOnly={!canEdit} maxLength={80} onChange={(event) => setName(event.target.value)} />
              )}
            </Field>
            <Field label="Time zone" hint="Every time is shown and spoken in it." error={errors.timezone}>
              {(control) =>
                canEdit ? (
                  <Combobox
                    {...control}
                    value={timezone}
                    onValueChange={setTimezone}
                    options={timeZones(tenant.timezone)}
                    searchPlaceholder="Search zones…"
                  />
                ) : (
                  <Input {...control} value={timezone} readOnly />
                )
              }
            </Field>
            <Field label="Call-back number" hint="Given to callers who ask where to call back." error={errors.callbackNumber}>
              {(control) => (
                <Input
                  {...control}
                  type="tel"
                  value={callbackNumber}
                  readOnly={!canEdit}
                  onChange={(event) => setCallbackNumber(event.target.value)}
                />
              )}
            </Field>
            <Field
              label="Fallback number"
              hint="A person takes the call here when the agent cannot, and when it puts callers through."
              error={errors.fallbackNumber}
            >
              {(control) => (
                <Input
                  {...control}
                  type="tel"
                  value={fallbackNumber}
                  readOnly={!canEdit}
                  onChange={(event) => setFallbackNumber(event.target.value)}
                />
              )}
            </Field>
            {canEdit ? (
              <Button type="submit" variant="primary" isBusy={update.isPending} className="self-start">
                Save
              </Button>
            ) : null}
          </div>
        </Card>
      </form>
      <Card title="About" className="self-start">
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
          <dt className="text-muted">Kind</dt>
          <dd>{BUSINESS_TYPES[tenant.businessType]}</dd>
          <dt className="text-muted">Plan</dt>
          <dd>{PLANS[tenant.plan]}</dd>
          <dt className="text-muted">Calls at once</dt>
          <dd className="tnum">{tenant.maxConcurrentCalls}</dd>
          <dt className="text-muted">Since</dt>
          <dd className="tnum">{formatInstant(tenant.createdAt, zone, 'date')}</dd>
          <dt className="flex h-7 items-center text-muted">Id</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-xs">{tenant.id}</code>
            <CopyButton value={tenant.id} label="business id" />
          </dd>
        </dl>
      </Card>
      {isAllowed('tenant.delete') ? (
        <div className="lg:col-start-1">
          <OwnerSettings />
        </div>
      ) : null}
    </div>
  )
}
