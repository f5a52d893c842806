import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Scope } from '../domain/access/scope'
import { DomainError } from '../domain/errors/domain-error'
import type { TenantSummaryView } from '../domain/tenants/tenant-view'
import { getServices } from '../services'
import { readSession, type SignedIn } from './session'

/** Who looks at a page; asked once however many parts of the page want to know. */
export const currentPerson: () => Promise<SignedIn | null> = cache(async () => readSession({ headers: await headers() }, getServices()))

/** For pages behind sign-in. @param returnTo path to come back to */
export async function requirePerson(returnTo?: string): Promise<SignedIn> {
  const person = await currentPerson()
  if (person) return person
  redirect(returnTo ? `/sign-in?from=${encodeURIComponent(returnTo)}` : '/sign-in')
}

export type TenantPage = { person: SignedIn; scope: Scope; tenant: TenantSummaryView; tenants: TenantSummaryView[] }

/** For pages of a tenant. Nobody signed in is sent to sign in; a stranger sees what a wrong address shows, and the attempt is audited. */
export const requireTenant: (unverifiedSlug: string) => Promise<TenantPage> = cache(async (unverifiedSlug) => {
  const person = await requirePerson(`/${unverifiedSlug}`)
  const services = getServices()
  const scope = await services.access.proveTenant(person.userId, unverifiedSlug, 'tenant.read').catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  })
  const tenants = await services.tenants.listMine(person.userId)
  const tenant = tenants.find((one) => one.id === scope.tenantId)
  if (!tenant) notFound()
  return { person, scope, tenant, tenants }
})
