import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { DeskProvider } from '@/components/shell/tenant-context'
import { openDesk } from '../desk'

type Params = { params: Promise<{ tenantSlug: string }> }

export async function generateMetadata({ params }: Params) {
  const opened = await openDesk((await params).tenantSlug)
  const name = opened.kind === 'open' ? opened.desk.tenant.name : 'Voicedesk'
  return { title: { default: name, template: `%s · ${name}` } }
}

export default async function DeskLayout({ params, children }: Params & { children: ReactNode }) {
  const { tenantSlug } = await params
  const opened = await openDesk(tenantSlug)
  if (opened.kind === 'signed-out') {
    const from = (await headers()).get('x-path') ?? `/${tenantSlug}`
    redirect(`/sign-in?from=${encodeURIComponent(from)}`)
  }
  if (opened.kind === 'stranger') notFound()
  const { tenant, account, standIns } = opened.desk
  return (
    <DeskProvider tenant={tenant} account={account} standIns={standIns}>
      <Shell>{children}</Shell>
    </DeskProvider>
  )
}
