import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NoBusiness } from '@/components/auth/no-business'
import { readSession } from '@/server/auth/session'
import { getServices } from '@/server/services'

export const metadata: Metadata = { title: 'No business' }

/** Only for who is signed in and belongs to none. */
export default async function NoBusinessPage() {
  const services = getServices()
  const person = await readSession({ headers: await headers() }, services)
  if (!person) redirect('/sign-in')
  const memberships = await services.tenants.listMine(person.userId)
  if (memberships.length > 0) redirect('/')
  return <NoBusiness />
}
