'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { AccountView } from '@/server/domain/access/account-view'
import { type Action, can } from '@/server/domain/access/can'
import type { TenantView } from '@/server/domain/tenants/tenant-view'
import { localeOf } from '../format/time'

type Desk = {
  tenant: TenantView
  account: AccountView
  /** How this business writes times. */
  zone: { timeZone: string; locale: string }
  /** `/city-clinic` + path */
  path: (path?: string) => string
  isAllowed: (action: Action) => boolean
}

const DeskContext = createContext<Desk | null>(null)

export function DeskProvider({ tenant, account, children }: { tenant: TenantView; account: AccountView; children: ReactNode }) {
  const desk = useMemo<Desk>(
    () => ({
      tenant,
      account,
      zone: { timeZone: tenant.timezone, locale: localeOf(tenant.region) },
      path: (path = '') => `/${tenant.slug}${path}`,
      isAllowed: (action) => can(tenant.role, action),
    }),
    [tenant, account],
  )
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** The business this page is about and the person looking at it. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk is for pages of a tenant')
  return desk
}
