'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { useDesk } from '../shell/tenant-context'
import type { FieldControlProps } from '../ui/field'
import { Select } from '../ui/select'

const DEFAULT_AGENT = 'default'

/** Which agent answers; null is the default agent, whichever that is at the time. */
export function AgentSelect({
  value,
  onChange,
  disabled = false,
  ...control
}: Partial<FieldControlProps> & { value: string | null; onChange: (agentId: string | null) => void; disabled?: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const agents = useQuery(api.agents.list.queryOptions({ tenantSlug: tenant.slug }))
  return (
    <Select
      {...control}
      disabled={disabled}
      value={value ?? DEFAULT_AGENT}
      onValueChange={(next) => onChange(next === DEFAULT_AGENT ? null : next)}
      options={[
        { value: DEFAULT_AGENT, label: 'The default agent' },
        ...(agents.data ?? []).map((agent) => ({
          value: agent.id,
          label: agent.name,
          isDisabled: agent.publishedVersionNumber === null,
          ...(agent.publishedVersionNumber === null ? { hint: 'Never published' } : {}),
        })),
      ]}
    />
  )
}
