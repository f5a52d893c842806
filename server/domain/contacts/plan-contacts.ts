import type { RowItem, RowRejection } from '../rows/import-result'
import type { ContactDraft, MetadataValue } from './contact-input'

/** A contact's own fields, as they are kept. */
export type StoredContact = {
  id: string
  /** E.164 */
  phone: string
  externalId: string | null
  name: string | null
  email: string | null
  companyName: string | null
  timezone: string | null
  language: string | null
  notes: string | null
  metadata: Record<string, MetadataValue>
  doNotCall: boolean
}
/** `groupIds`: null leaves the groups as they are. */
export type PlannedContact = StoredContact & { isNew: boolean; groupIds: string[] | null }
/** `isNameSecondary`: the name is only taken where there is none. */
export type ContactRow = { row: number; draft: ContactDraft; isNameSecondary?: boolean }
export type ContactPlan = { writes: PlannedContact[]; items: RowItem[]; rejected: RowRejection[] }

type Known = {
  /** Contacts that have a phone number or an external id of one of the rows. */
  contacts: StoredContact[]
  /** Groups of the tenant. */
  groupIds: ReadonlySet<string>
  newId: () => string
}

/**
 * What a list of rows makes of the contacts there are: upsert by phone. Rows are taken in order, so a later one of the same
 * phone changes what an earlier one made. An external id that another contact has is refused.
 */
export function planContacts(rows: ContactRow[], { contacts, groupIds, newId }: Known): ContactPlan {
  const byPhone = new Map(
    contacts.map((contact): [string, PlannedContact] => [contact.phone, { ...contact, isNew: false, groupIds: null }]),
  )
  const owners = new Map([...byPhone.values()].flatMap(({ externalId, phone }) => (externalId ? [[externalId, phone] as const] : [])))
  const written = new Map<string, PlannedContact>()
  const items: RowItem[] = []
  const rejected: RowRejection[] = []
  for (const { row, draft: given, isNameSecondary } of rows) {
    const before = byPhone.get(given.phone)
    const draft = isNameSecondary && before?.name ? { ...given, name: undefined } : given
    const owner = draft.externalId ? owners.get(draft.externalId) : undefined
    if (owner !== undefined && owner !== draft.phone) {
      rejected.push({ row, field: 'external_id', code: 'external_id_taken', message: 'Another contact has this external id.' })
      continue
    }
    if (draft.groupIds?.some((id) => !groupIds.has(id))) {
      rejected.push({ row, field: 'group_ids', code: 'unknown_group', message: 'There is no such group.' })
      continue
    }
    const after = before
      ? // A row without an external id leaves the contact the one it has: whoever sent that one looks it up by it.
        { ...before, ...applyContactDraft(before, { ...draft, externalId: draft.externalId ?? undefined }) }
      : { ...newContact(newId(), draft), isNew: true, groupIds: null }
    const planned: PlannedContact = { ...after, groupIds: draft.groupIds === undefined ? after.groupIds : (draft.groupIds ?? []) }
    if (before?.externalId && before.externalId !== planned.externalId) owners.delete(before.externalId)
    if (planned.externalId) owners.set(planned.externalId, planned.phone)
    byPhone.set(planned.phone, planned)
    written.set(planned.phone, planned)
    items.push({ row, id: planned.id, externalId: planned.externalId, isNew: before === undefined })
  }
  return { writes: [...written.values()], items, rejected }
}

function newContact(id: string, draft: ContactDraft): StoredContact {
  const blank = { externalId: null, name: null, email: null, companyName: null, timezone: null, language: null, notes: null }
  return applyContactDraft({ id, phone: draft.phone, ...blank, metadata: {}, doNotCall: false }, draft)
}

/** A contact after a change: absent fields stay, null ones are cleared, metadata is taken name by name. */
export function applyContactDraft(contact: StoredContact, draft: Partial<ContactDraft>): StoredContact {
  const keep = <Value>(given: Value | undefined, old: Value): Value => (given === undefined ? old : given)
  return {
    id: contact.id,
    phone: draft.phone ?? contact.phone,
    externalId: keep(draft.externalId, contact.externalId),
    name: keep(draft.name, contact.name),
    email: keep(draft.email, contact.email),
    companyName: keep(draft.companyName, contact.companyName),
    timezone: keep(draft.timezone, contact.timezone),
    language: keep(draft.language, contact.language),
    notes: keep(draft.notes, contact.notes),
    metadata: mergeMetadata(contact.metadata, draft.metadata),
    doNotCall: draft.doNotCall === undefined ? contact.doNotCall : (draft.doNotCall ?? false),
  }
}

function mergeMetadata(old: Record<string, MetadataValue>, given: ContactDraft['metadata']): Record<string, MetadataValue> {
  if (given === undefined) return old
  if (given === null) return {}
  const merged = Object.entries({ ...old, ...given }).filter((entry): entry is [string, MetadataValue] => entry[1] !== null)
  return Object.fromEntries(merged)
}
