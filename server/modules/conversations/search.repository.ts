import type { Speaker } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { SearchTerm } from '../../domain/conversations/search-query'

export type CallSearch = {
  wanted: SearchTerm[]
  unwanted: SearchTerm[]
  contactId: string | null
  bookingId: string | null
  sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE' | null
  from: Date | null
  /** Where the page begins: calls before it, in the order of time and id. */
  before: { at: Date; id: string | null } | null
  limit: number
}

/** The lowest id: with it, nothing at the very moment itself. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

/** Calls in which all of the terms were said, newest first. */
export async function findCalls(db: TenantDb, search: CallSearch): Promise<{ callId: string; startedAt: Date }[]> {
  const { wanted, unwanted, before } = search
  return db.$queryRaw<{ callId: string; startedAt: Date }[]>`
    SELECT "callId", "startedAt" FROM lookup.search_calls(
      coalesce(
        search.query(${kinds(wanted)}::text[], ${texts(wanted)}::text[], false) && !! search.query(${kinds(unwanted)}::text[], ${texts(unwanted)}::text[], true),
        search.query(${kinds(wanted)}::text[], ${texts(wanted)}::text[], false)
      ),
      ${search.contactId}::uuid, ${search.bookingId}::uuid, ${search.sentiment}, ${search.from}::timestamptz,
      ${before?.at ?? null}::timestamptz, ${before ? (before.id ?? NO_ID) : null}::uuid, ${search.limit}::int)`
}

export async function readFoundCalls(db: TenantDb, tenantId: string, callIds: string[]) {
  return db.call.findMany({
    where: { tenantId, id: { in: callIds } },
    select: {
      id: true,
      startedAt: true,
      durationSeconds: true,
      direction: true,
      fromPhone: true,
      toPhone: true,
      bookingId: true,
      sentiment: true,
      summary: true,
      contact: { select: { id: true, name: true } },
    },
  })
}

export type FoundTurn = { callId: string; index: number; role: Speaker; said: string; startedMs: number }

/** Of each call the turn that says most of the terms. */
export async function findBestTurns(db: TenantDb, tenantId: string, callIds: string[], terms: SearchTerm[]): Promise<FoundTurn[]> {
  if (callIds.length === 0) return []
  return db.$queryRaw<FoundTurn[]>`
    SELECT DISTINCT ON (t."callId") t."callId", t."index", t."role", t.said, t."startedMs"
    FROM (
      SELECT t."callId", t."index", t."role"::text AS "role", t."startedMs", coalesce(t."heardText", t."text") AS said,
        search.document(left(coalesce(t."heardText", t."text"), 20000)) AS document
      FROM "TranscriptTurn" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = ANY(${callIds}::uuid[])
    ) t, search.query(${kinds(terms)}::text[], ${texts(terms)}::text[], true) AS wanted
    WHERE t.document @@ wanted ORDER BY t."callId", ts_rank(t.document, wanted) DESC, t."index"`
}

/** Which of these words are among the terms, judged as search judges them: by stem, by beginning, without accents. */
export async function findMatchingWords(db: TenantDb, words: string[], terms: SearchTerm[]): Promise<Set<string>> {
  if (words.length === 0 || terms.length === 0) return new Set()
  const rows = await db.$queryRaw<{ word: string }[]>`
    SELECT w.word FROM unnest(${words}::text[]) AS w(word), search.query(${kinds(terms)}::text[], ${texts(terms)}::text[], true) AS wanted
    WHERE search.document(w.word) @@ wanted`
  return new Set(rows.map(({ word }) => word))
}

/** Contacts whose names resemble what was typed, most alike first. */
export async function findCustomersByName(db: TenantDb, tenantId: string, typed: string, limit: number) {
  const alike = await db.$queryRaw<{ contactId: string }[]>`SELECT "contactId" FROM lookup.search_contacts(${typed}, ${limit}::int)`
  const ids = alike.map(({ contactId }) => contactId)
  const rows = await db.contact.findMany({ where: { tenantId, id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return ids.flatMap((customerId) => {
    const customerName = names.get(customerId)
    return customerName ? [{ customerId, customerName }] : []
  })
}

function kinds(terms: SearchTerm[]): string[] {
  return terms.map(({ kind }) => kind)
}

function texts(terms: SearchTerm[]): string[] {
  return terms.map(({ text }) => text)
}
