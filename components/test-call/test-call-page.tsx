'use client'

import { useQuery } from '@tanstack/react-query'
import { Headset } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { useUrlState } from '../lists/use-url-state'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { EmptyState } from '../ui/empty-state'
import { Field } from '../ui/field'
import { PageHeader } from '../ui/page-header'
import { Select } from '../ui/select'
import { Skeleton } from '../ui/skeleton'
import { TestCallPanel } from './test-call-panel'

/** The panel with a choice of agent; at the end straight to the call. */
export function TestCallPage() {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const { values, set } = useUrlState()
  const [isCalling, setIsCalling] = useState(false)
  const agents = useQuery(api.agents.list.queryOptions({ tenantSlug: tenant.slug }))
  const callable = agents.data?.filter((agent) => agent.publishedVersionNumber !== null || agent.hasDraft) ?? []
  const chosen = callable.find((agent) => agent.id === values.get('agent')) ?? callable.find((agent) => agent.isDefault) ?? callable[0]

  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="Call my agent"
        description="A call from this browser, answered as a phone call would be. Nothing is dialled and no line is charged."
      />
      {isCalling ? null : <StandInNotice className="mb-4" />}
      {agents.isError ? <LoadFailed what="Your agents" error={agents.error} onRetry={() => agents.refetch()} /> : null}
      {agents.isPending ? <Skeleton className="h-[30rem]" /> : null}
      {agents.isSuccess && !chosen ? (
        <EmptyState
          icon={Headset}
          title="There is no agent to call"
          description="Make one first; it starts from a template for your kind of business."
        />
      ) : null}
      {chosen ? (
        <>
          {callable.length > 1 ? (
            <Field label="Agent" className="mb-4 max-w-xs">
              {(control) => (
                <Select
                  {...control}
                  value={chosen.id}
                  onValueChange={(agent) => set({ agent })}
                  options={callable.map((agent) => ({ value: agent.id, label: agent.name }))}
                />
              )}
            </Field>
          ) : null}
          <TestCallPanel
            key={chosen.id}
            agentId={chosen.id}
            agentName={chosen.personaName || chosen.name}
            useDraft={chosen.publishedVersionNumber === null}
            onEnded={(callId) => router.push(path(`/calls/${callId}`))}
            onActiveChange={setIsCalling}
            className="min-h-[min(30rem,calc(100dvh-8.5rem))]"
          />
        </>
      ) : null}
    </div>
  )
}
