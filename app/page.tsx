import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readSession } from '@/server/auth/session'
import { getServices } from '@/server/services'

/** To the reader's desk, or to the door. */
export default async function HomePage() {
  const services = getServices()
  const person = await readSession({ headers: await headers() }, services)
  if (!person) redirect('/sign-in')
  const [first] = await services.tenants.listMine(person.userId)
  redirect(first ? `/${first.slug}` : '/no-business')
}
