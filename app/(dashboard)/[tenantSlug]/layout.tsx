import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { DeskProvider } from '@/components/shell/tenant-context'
import { readSession } from '@/server/auth/session'
import { DomainError } from '@/server/domain/errors/domain-error'
import { getServices } from '@/server/services'

type Params = { params: Promise<{ tenantSlug: string }> }

export async function generateMetadata({ params }: Params) {
  const { tenantSlug } = await params
  const desk = await openDesk(tenantSlug)
  const name = desk?.tenant.name ?? 'Voicedesk'
  return { title: { default: name, template: `%s · ${name}` } }
}

export default async function DeskLayout({ params, children }: Params & { children: ReactNode }) {
  const { tenantSlug } = await params
  const desk = await openDesk(tenantSlug)
  if (!desk) redirect(`/sign-in?from=${encodeURIComponent(`/${tenantSlug}`)}`)
  return (
    <DeskProvider tenant={desk.tenant} account={desk.account}>
      <Shell>{children}</Shell>
    </DeskProvider>
  )
}

/** The business, once the reader is proven a member; null for people who are not signed in. */
async function openDesk(tenantSlug: string) {
  const services = getServices()
  const person = await readSession({ headers: await headers() }, services)
  if (!person) return null
  try {
    const scope = await services.access.proveTenant(person.userId, tenantSlug, 'tenant.read')
    const [tenant, account] = await Promise.all([services.tenants.get(scope), services.account.me(person.userId)])
    return { tenant, account }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  }
}
