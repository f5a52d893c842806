'use client'

import type { ReactNode } from 'react'
import type { Action } from '@/server/domain/access/can'
import { useUrlState } from '../lists/use-url-state'
import { OutboundSettings } from '../outbound/outbound-settings'
import { useDesk } from '../shell/tenant-context'
import { PageHeader } from '../ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { ApiKeySettings } from './api-key-settings'
import { AuditLog } from './audit-log'
import { BusinessSettings } from './business-settings'
import { RingCentralSettings } from './ringcentral-settings'
import { SecuritySettings } from './security-settings'
import { SystemStatus } from './system-status'
import { TeamSettings } from './team-settings'

const TABS: { value: string; label: string; action: Action; content: ReactNode }[] = [
  { value: 'business', label: 'Business', action: 'tenant.read', content: <BusinessSettings /> },
  { value: 'outgoing', label: 'Outgoing calls', action: 'contacts.read', content: <OutboundSettings /> },
  { value: 'ringcentral', label: 'RingCentral', action: 'integrations.write', content: <RingCentralSettings /> },
  { value: 'team', label: 'Team', action: 'team.write', content: <TeamSettings /> },
  { value: 'api-keys', label: 'API keys', action: 'api_keys.write', content: <ApiKeySettings /> },
  { value: 'security', label: 'Your account', action: 'tenant.read', content: <SecuritySettings /> },
  { value: 'audit', label: 'Audit log', action: 'audit.read', content: <AuditLog /> },
  { value: 'system', label: 'System', action: 'tenant.read', content: <SystemStatus /> },
]

export function SettingsPage() {
  const { isAllowed } = useDesk()
  const { values, set } = useUrlState()
  const tabs = TABS.filter(({ action }) => isAllowed(action))
  const tab = tabs.find(({ value }) => value === values.get('tab'))?.value ?? 'business'
  return (
    <>
      <PageHeader title="Settings" />
      <Tabs value={tab} onValueChange={(next) => set({ tab: next === 'business' ? null : next })}>
        <TabsList aria-label="Settings">
          {tabs.map(({ value, label }) => (
            <TabsTrigger key={value} value={value}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        {tabs.map(({ value, content }) => (
          <TabsContent key={value} value={value} className="pt-6">
            {content}
          </TabsContent>
        ))}
      </Tabs>
    </>
  )
}
