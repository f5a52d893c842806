import { headers } from 'next/headers'
import { cache } from 'react'
import type { StandIns } from '@/components/shell/tenant-context'
import { readSession, type SignedIn } from '@/server/auth/session'
import type { AccountView } from '@/server/domain/access/account-view'
import { DomainError } from '@/server/domain/errors/domain-error'
import type { TenantView } from '@/server/domain/tenants/tenant-view'
import { getServices } from '@/server/services'

export type Desk = { person: SignedIn; tenant: TenantView; account: AccountView; standIns: StandIns }
export type OpenedDesk = { kind: 'open'; desk: Desk } | { kind: 'signed-out' } | { kind: 'stranger' }

/** The business behind an address, once the reader is proven a member. Asked once per request, however often it is called. */
export const openDesk = cache(async (tenantSlug: string): Promise<OpenedDesk> => {
  const services = getServices()
  const person = await readSession({ headers: await headers() }, services)
  if (!person) return { kind: 'signed-out' }
  try {
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'tenant.read')
    const [tenant, account] = await Promise.all([services.tenants.get(scope), services.account.me(person.userId)])
    const { isLanguageModelSimulated, isSpeechEmbedded } = services.adapters.systemFacts
    return { kind: 'open', desk: { person, tenant, account, standIns: { isLanguageModelSimulated, isSpeechEmbedded } } }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return { kind: 'stranger' }
    throw error
  }
})
