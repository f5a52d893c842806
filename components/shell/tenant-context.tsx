'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AccountView } from '@/server/domain/access/account-view'
import { type Action, can } from '@/server/domain/access/can'
import type { TenantView } from '@/server/domain/tenants/tenant-view'
import { localeOf } from '../format/time'

/** Stand-ins that callers of this installation would meet. */
export type StandIns = { isLanguageModelSimulated: boolean; isSpeechEmbedded: boolean }

type Desk = {
  tenant: TenantView
  account: AccountView
  standIns: StandIns
  /** How this business writes times. */
  zone: { timeZone: string; locale: string }
  /** `/city-clinic` + path */
  path: (path?: string) => string
  isAllowed: (action: Action) => boolean
}

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({
  tenant,
  account,
  standIns,
  children,
}: {
  tenant: TenantView
  account: AccountView
  standIns: StandIns
  children: ReactNode
}) {
  const desk = useMemo<Desk>(
    () => ({
      tenant,
      account,
      standIns,
      zone: { timeZone: tenant.timezone, locale: localeOf(tenant.region) },
      path: (path = '') => `/${tenant.slug}${path}`,
      isAllowed: (action) => can(tenant.role, action),
    }),
    [tenant, account, standIns],
  )
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** The business this page is about and the person looking at it. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk is for pages of a tenant')
  return desk
}
