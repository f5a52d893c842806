'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'

type Person = Pick<ContactView, 'id' | 'name' | 'phone'>

/** Puts numbers on the list of those not to be called, and takes them off; both can be undone at once. */
export function useSuppression() {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
    void queryClient.invalidateQueries({ queryKey: api.outbound.pathKey() })
  }
  const suppression = useMutation(api.contacts.suppress.mutationOptions())
  const permission = useMutation(api.contacts.unsuppress.mutationOptions())

  async function change(people: Person[], isBlocked: boolean): Promise<boolean> {
    const { mutateAsync } = isBlocked ? suppression : permission
    const outcomes = await Promise.allSettled(people.map(({ id }) => mutateAsync({ tenantSlug: tenant.slug, contactId: id })))
    refresh()
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    if (refused) toast.error(explainError(refused.reason))
    return refused === undefined
  }

  async function suppress(people: Person[]) {
    if (!(await change(people, true))) return
    toast.success(people.length === 1 ? `${nameOf(people[0])} is not called any more` : `${people.length} people are not called any more`, {
      action: { label: 'Undo', onClick: () => void change(people, false) },
    })
  }

  async function allow(person: Person) {
    if (!(await change([person], false))) return
    toast.success(`${nameOf(person)} may be called again`, { action: { label: 'Undo', onClick: () => void change([person], true) } })
  }

  return { suppress, allow }
}

function nameOf(person: Person | undefined): string {
  return person ? (person.name ?? formatPhone(person.phone)) : ''
}
