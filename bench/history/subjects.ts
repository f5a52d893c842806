import type { Client } from 'pg'
import type { Scope } from '../../server/domain/access/scope'
import { encodeCursor } from '../../server/domain/paging/cursor'
import type { Services } from '../../server/services'
import { Random } from '../linking/random'
import { MARKERS, wordOf } from './words'
import { HEAVY_CALLERS, LARGE_TENANT, NOW, totalCalls, type WorldSize } from './world-sql'

export const GROUPS = ['link', 'history', 'context', 'search'] as const
export type Group = (typeof GROUPS)[number]
/** One question to the product: asked once in each pass. */
export type Subject = { group: Group; kind: string; ask(services: Services): Promise<unknown> }

const scope: Scope = { tenantId: LARGE_TENANT, actor: { type: 'system', id: 'bench' } }
const SMALL_TENANT = '00000001-0000-7001-8000-000000000000'
const ENGLISH_WORDS = 40_000
/** As many as fill an index's list of what is new (4 MB) about once. */
const NEW_CALLS = 120

/**
 * `linked`: the calls that questions link. `callIds`: some calls, to be read by their key. `newCallIds`: calls nobody has said
 * anything in yet.
 */
export type Samples = { subjects: Subject[]; linked: string[]; callIds: string[]; newCallIds: string[] }

/** Many different contacts, bookings, calls and words, drawn from the world by `seed`. */
export async function drawSubjects(client: Client, size: WorldSize, seed: number): Promise<Samples> {
  const random = new Random(seed)
  const draw = createDraw(client, size, random)
  const links = await linkSubjects(draw)
  const callIds = await draw.ids('00a', 'n', 'is_held', 200)
  return {
    callIds,
    newCallIds: await draw.ids('00a', 'n', 'NOT is_held', NEW_CALLS),
    linked: links.map(({ callId }) => callId),
    subjects: [
      ...links.map(({ kind, callId }): Subject => {
        return { group: 'link', kind, ask: (services) => services.links.link({ tenantId: LARGE_TENANT, callId }) }
      }),
      ...(await historySubjects(draw)),
      ...(await contextSubjects(draw)),
      ...(await searchSubjects(client, draw, size, random)),
    ],
  }
}

type Draw = ReturnType<typeof createDraw>

function createDraw(client: Client, size: WorldSize, random: Random) {
  /** Ids made of `column` of calls drawn at random among those of the large tenant that meet the condition. */
  async function ids(kind: string, column: string, condition: string, count: number): Promise<string[]> {
    const found: string[] = []
    for (let attempt = 0; attempt < 40 && found.length < count; attempt += 1) {
      const numbers = Array.from({ length: 4000 }, () => random.between(1, totalCalls(size)))
      const { rows } = await client.query<{ id: string }>(
        `SELECT bench.id('${kind}', ${column}) AS id FROM bench.plan WHERE n = ANY ($1) AND tenant_no = 0 AND ${column} IS NOT NULL AND ${condition} LIMIT ${count - found.length}`,
        [numbers],
      )
      found.push(...rows.map(({ id }) => id))
    }
    return found
  }
  /** `count` numbers from 1 to `most`. */
  const numbers = (count: number, most: number) => Array.from({ length: count }, () => random.between(1, most))
  const byNumber = (kind: string, list: number[]) => list.map((n) => `${n.toString(16).padStart(8, '0')}-0000-7${kind}-8000-000000000000`)
  return { ids, numbers, byNumber, size }
}

const IS_HEAVY = `contact_no <= ${HEAVY_CALLERS + 1}`
const IS_NAMED = 'bench.chance(n, 93) < 0.5'
const IS_FROM_ELSEWHERE = '(contact_no IS NULL OR bench.chance(n, 85) < 0.02)'

async function linkSubjects({ ids }: Draw): Promise<{ kind: string; callId: string }[]> {
  const kinds: [string, string, number][] = [
    ['number of a contact', `NOT ${IS_HEAVY} AND NOT ${IS_FROM_ELSEWHERE}`, 100],
    ['number of a contact with thousands of calls', `${IS_HEAVY} AND NOT ${IS_FROM_ELSEWHERE}`, 50],
    ['number nobody has, a name is given', `${IS_FROM_ELSEWHERE} AND ${IS_NAMED}`, 80],
    ['number nobody has, no name', `${IS_FROM_ELSEWHERE} AND NOT ${IS_NAMED}`, 30],
  ]
  const all = []
  for (const [kind, condition, count] of kinds) {
    for (const callId of await ids('00a', 'n', `is_held AND ${condition}`, count)) all.push({ kind, callId })
  }
  return all
}

async function historySubjects(draw: Draw): Promise<Subject[]> {
  const customer = (kind: string, customerId: string, cursor: string | null = null): Subject => ({
    group: 'history',
    kind,
    ask: (services) => services.conversations.customer(scope, { customerId, cursor, limit: 20 }),
  })
  const booking = (kind: string, bookingId: string): Subject => ({
    group: 'history',
    kind,
    ask: (services) => services.conversations.booking(scope, { bookingId, cursor: null, limit: 100 }),
  })
  const heavy = draw.byNumber('00c', range(1, HEAVY_CALLERS + 1))
  return [
    ...(await draw.ids('00c', 'contact_no', 'true', 150)).map((id) => customer('customer of any call', id)),
    ...draw.byNumber('00c', draw.numbers(150, draw.size.contacts)).map((id) => customer('any customer', id)),
    ...heavy.map((id) => customer('customer with thousands of calls', id)),
    ...(await positions(draw, heavy)).map(([id, cursor]) => customer('the same, a page from the middle', id, cursor)),
    ...(await draw.ids('00b', 'booking_no', 'true', 150)).map((id) => booking('booking of any call', id)),
    ...draw.byNumber('00b', range(1, 20)).map((id) => booking('booking with many calls', id)),
  ]
}

/** Cursors at random calls of these contacts, as the page before would have given them. */
async function positions(draw: Draw, customerIds: string[]): Promise<[string, string][]> {
  const found: [string, string][] = []
  const perDay = 86_400_000
  for (const [index, id] of customerIds.entries()) {
    for (const share of [0.2, 0.5, 0.9]) {
      const days = Math.floor(700 * share) + index
      found.push([
        id,
        encodeCursor({ value: new Date(Date.parse(NOW) - days * perDay).toISOString(), id: draw.byNumber('00a', [1])[0] ?? '' }),
      ])
    }
  }
  return found
}

async function contextSubjects(draw: Draw): Promise<Subject[]> {
  const context = (kind: string, customerId: string): Subject => ({
    group: 'context',
    kind,
    ask: (services) => services.conversations.context(scope, customerId),
  })
  const any = await draw.ids('00c', 'contact_no', `NOT ${IS_HEAVY}`, 150)
  const heavy = draw.byNumber('00c', range(1, HEAVY_CALLERS + 1))
  const calls = await draw.ids('00a', 'n', `is_inbound AND contact_no IS NOT NULL`, 150)
  return [
    ...any.map((id) => context('customer', id)),
    ...any.map((id) => context('customer, unchanged since', id)),
    ...heavy.map((id) => context('customer with thousands of calls', id)),
    ...heavy.map((id) => context('the same, unchanged since', id)),
    ...calls.map(
      (callId): Subject => ({
        group: 'context',
        kind: 'caller, before the agent speaks',
        ask: (services) => services.conversations.callerContext({ tenantId: LARGE_TENANT, callId }),
      }),
    ),
  ]
}

type Filters = { customerId?: string; from?: string; to?: string; sentiment?: 'positive' | 'neutral' | 'negative'; cursor?: string }

async function searchSubjects(client: Client, draw: Draw, size: WorldSize, random: Random): Promise<Subject[]> {
  const search = (kind: string, query: string, filters: Filters = {}, as = scope): Subject => ({
    group: 'search',
    kind,
    ask: (services) => services.conversations.search(as, { query, limit: 20, ...filters }),
  })
  const many = (count: number, make: () => Subject) => Array.from({ length: count }, make)
  const word = (from: number, to: number, language: 'english' | 'hindi' | 'hinglish' = 'english') =>
    wordOf(language, random.between(from, to))
  const day = (ago: number) => new Date(Date.parse(NOW) - ago * 86_400_000).toISOString().slice(0, 10)
  const cursor = () => encodeCursor({ value: `${day(random.between(100, 600))}T12:00:00.000Z`, id: draw.byNumber('00a', [1])[0] ?? '' })
  const month = () => {
    const ago = random.between(40, 600)
    return { from: day(ago), to: day(ago - 30) }
  }
  const heavy = draw.byNumber('00c', range(1, HEAVY_CALLERS + 1))
  const said = await phrases(client, draw)
  const names = await namesOf(client, draw, size)
  return [
    ...many(30, () => search('very common word', word(0, 40))),
    ...many(30, () => search('common word', word(40, 140))),
    ...many(40, () => search('word of one call in a hundred', word(300, 1500))),
    ...many(40, () => search('rare word', word(8000, ENGLISH_WORDS - 1))),
    ...MARKERS.filter(({ only }) => !only).map(({ word: marker, oneIn }) => search(`word of one call in ${oneIn}`, marker)),
    ...MARKERS.filter(({ only }) => only).map(({ word: marker }) => search('word of many calls, all long ago', marker)),
    ...many(5, () => search('word nobody said', `quxzy${random.between(100, 999)}`)),
    ...many(40, () => search('two words', `${word(0, 140)} ${word(100, 3000)}`)),
    ...many(30, () => search('three common words', `${word(0, 100)} ${word(0, 100)} ${word(0, 140)}`)),
    ...many(30, () => search('a word but not another', `${word(40, 400)} -${word(0, 60)}`)),
    ...many(30, () => search('Hindi word', word(0, 3000, 'hindi'))),
    ...many(30, () => search('rare Hindi word', word(3000, 11_000, 'hindi'))),
    ...many(20, () => search('Hindi in Latin letters', word(60, 4000, 'hinglish'))),
    ...said.map((phrase) => search('phrase of three words that was said', `"${phrase}"`)),
    ...many(30, () => search('phrase of common words, hardly ever said', `"${word(0, 60)} ${word(0, 60)} ${word(0, 60)}"`)),
    ...['appoin*', 'confir*', 'bar*', 'veg*', 'w*', 'masq*', 'टे*', 'dra*'].map((query) => search('beginning of a word', query)),
    ...names.map((name) => search('name', name)),
    ...names.map((name) => search('name with a typing error', misspell(name, random))),
    ...many(30, () => search('word within a month', word(0, 3000), month())),
    ...many(20, () => search('rare word within a month', word(8000, ENGLISH_WORDS - 1), month())),
    ...many(30, () =>
      search('word with a sentiment', word(0, 3000), { sentiment: random.pick(['positive', 'neutral', 'negative'] as const) }),
    ),
    ...many(20, () => search('common word with a rare sentiment', word(0, 60), { sentiment: 'negative' })),
    ...many(30, () => search('word of a customer with thousands of calls', word(0, 3000), { customerId: random.pick(heavy) })),
    ...(await draw.ids('00c', 'contact_no', 'true', 30)).map((customerId) => search('word of a customer', word(0, 300), { customerId })),
    ...many(30, () => search('word, a page far back', word(0, 3000), { cursor: cursor() })),
    ...many(20, () => search('word in a small tenant', word(0, 3000), {}, { ...scope, tenantId: SMALL_TENANT })),
  ]
}

async function phrases(client: Client, draw: Draw): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(
    `SELECT "text" FROM "TranscriptTurn" WHERE "tenantId" = $1 AND "callId" = ANY ($2::uuid[]) AND "index" = 2`,
    [LARGE_TENANT, await draw.ids('00a', 'n', "is_held AND language = 'english'", 40)],
  )
  return rows.map(({ text }) => text.replace(/[.?]/g, '').split(' ').slice(0, 3).join(' '))
}

async function namesOf(client: Client, draw: Draw, size: WorldSize): Promise<string[]> {
  const ids = draw.byNumber('00c', draw.numbers(30, size.contacts))
  const { rows } = await client.query<{ name: string }>(
    `SELECT "name" FROM "Contact" WHERE "id" = ANY ($1::uuid[]) AND "name" IS NOT NULL`,
    [ids],
  )
  return rows.map(({ name }) => name)
}

/** Two letters swapped somewhere within. */
function misspell(name: string, random: Random): string {
  const at = random.between(1, name.length - 3)
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
