import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { openDatabase } from '../../server/db/database'
import type { Prisma } from '../../server/db/generated/client'
import { type Database, newId, type TenantDb } from '../../server/db/transaction'
import type { AgentConfig } from '../../server/domain/agents/agent-config'
import { type SearchFilters, searchFilters } from '../../server/domain/conversations/saved-search'
import { recordingKey } from '../../server/domain/recordings/recording-key'
import { agentFromTemplate } from '../../server/domain/templates/agent-templates'
import type { RecordingStore } from '../../server/ports/recording-store'
import type { TextToSpeech } from '../../server/ports/text-to-speech'
import { createArgon2Passwords } from '../../server/vendors/argon2/argon2-passwords'
import { createAesSecretBox } from '../../server/vendors/node-crypto/aes-secret-box'
import { composeCalls, type DemoCallContext, type DemoCalls, type DemoContact } from './demo-calls'
import { linkCalls } from './demo-links'
import { composeOutbound, type DemoBooking } from './demo-outbound'
import { createRandom } from './demo-random'
import { rememberSpeech, speakLines, spokenMs, storeRecording } from './demo-recordings'
import { createDemoSecrets, type DemoSecrets, demoEmail } from './demo-secrets'
import { STORY_BOOKING, TIED_BOOKINGS } from './demo-stories'
import { DEMO_TENANTS, type DemoTenant } from './demo-tenants'

const ROLES = ['OWNER', 'ADMIN', 'MEMBER'] as const
const TENANT_LIMIT_MS = 60_000
const BOOKINGS = 10

export type DemoOptions = {
  /** Of the application role: the demo is written under row-level security like everything else. */
  databaseUrl: string
  seed: string
  /** AES-256, base64 */
  encryptionKey: string
  /** The moment the demo's calls lead up to. */
  now: Date
  /** Where some calls of each tenant can be listened to, the newest among them; absent: nowhere. */
  recordings?: { store: RecordingStore; voices: TextToSpeech }
}

/** The same words in the same voice are spoken once for all tenants. */
function withSpokenLines({ recordings, ...options }: DemoOptions): DemoOptions {
  return recordings ? { ...options, recordings: { ...recordings, voices: rememberSpeech(recordings.voices) } } : options
}

/**
 * The tenants of the demo, each with people, a number, a published agent, contacts, bookings and past calls.
 * A tenant that is there already is left exactly as it is.
 * @returns slugs of the tenants made now
 */
export async function seedDemo(given: DemoOptions): Promise<string[]> {
  const options = withSpokenLines(given)
  const database = openDatabase({ url: options.databaseUrl, maxConnections: 2 })
  try {
    const made: string[] = []
    for (const tenant of DEMO_TENANTS) {
      if (await database.unscoped.findTenantBySlug(tenant.slug)) continue
      await seedTenant(database, tenant, options)
      made.push(tenant.slug)
    }
    return made
  } finally {
    await database.close()
  }
}

/** All of a tenant or nothing of it: an interrupted seed is repeated from where it stopped. */
async function seedTenant(database: Database, tenant: DemoTenant, options: DemoOptions): Promise<void> {
  const tenantId = newId()
  const secrets = createDemoSecrets(options.seed)
  const passwordHash = await createArgon2Passwords().hash(secrets.password)
  const agent = composeAgent(tenant)
  const phoneNumberId = newId()
  // Where a country has several times, the person's own must be known before they can be called.
  const contactTimezone = tenant.region === 'US' ? tenant.timezone : null
  const contacts = tenant.contacts.map((person) => ({ ...person, id: newId(), timezone: contactTimezone }))
  const bookings = composeBookings(tenantId, tenant, contacts, options.now)
  const outbound = composeOutbound({ tenant, tenantId, contacts, bookings, now: options.now })
  const calls = await composeHeardCalls(options.recordings, {
    tenant,
    tenantId,
    phoneNumberId,
    agentId: agent.id,
    agentVersionId: agent.versionId,
    greeting: agent.config.greeting,
    contacts,
    bookings,
    now: options.now,
  })
  await database.tenantDb(
    { tenantId },
    async (db) => {
      await createTenant(db, tenantId, tenant, secrets, options)
      const staff = await createStaff(db, tenantId, tenant, passwordHash)
      await createAgent(db, tenantId, agent, options.now)
      await db.phoneNumber.create({
        data: { id: phoneNumberId, tenantId, number: tenant.exotelNumber, label: 'Main line', provider: 'EXOTEL', agentId: agent.id },
      })
      await db.contact.createMany({ data: contacts.map((contact) => contactRow(tenantId, contact, calls.calls, options.now)) })
      await db.booking.createMany({ data: bookings })
      await db.call.createMany({ data: calls.calls })
      await db.transcriptTurn.createMany({ data: calls.turns })
      await db.extraction.createMany({ data: calls.extractions })
      await db.callEvent.createMany({ data: calls.events })
      await db.costLine.createMany({ data: calls.costLines })
      await db.task.createMany({ data: calls.tasks })
      await db.savedSearch.createMany({ data: staff.flatMap((userId) => savedSearchesOf(tenantId, userId)) })
      await linkCalls(
        db,
        calls.storyIds.map((callId) => ({ tenantId, callId })),
        options.now,
      )
      await db.call.createMany({ data: outbound.calls })
      await db.transcriptTurn.createMany({ data: outbound.turns })
      await db.costLine.createMany({ data: outbound.costLines })
      await db.outboundCall.createMany({ data: outbound.outbound })
      await db.callAttempt.createMany({ data: outbound.attempts })
      await db.mappingLog.createMany({ data: outbound.logs })
    },
    { timeoutMs: TENANT_LIMIT_MS },
  )
}

/** The tenant's calls; the newest one and some others with the times of their recordings, which are made here. */
async function composeHeardCalls(recordings: DemoOptions['recordings'], context: Omit<DemoCallContext, 'random'>): Promise<DemoCalls> {
  const compose = (spokenMs?: DemoCallContext['spokenMs']) =>
    composeCalls({ ...context, random: createRandom(context.tenant.slug), ...(spokenMs ? { spokenMs } : {}) })
  const guessed = compose()
  const newest = guessed.calls.findLast((call) => call.status === 'COMPLETED')
  if (!recordings || !newest?.id || context.tenant.status !== 'ACTIVE') return guessed

  const heardIds = new Set([newest.id, ...guessed.heardIds])
  const lines = await speakLines(
    recordings.voices,
    context.tenant,
    guessed.turns.filter(({ callId }) => heardIds.has(callId)),
  )
  const heard = compose((role, text) => spokenMs(lines, role, text))
  for (const call of heard.calls) {
    if (!call.id || !heardIds.has(call.id) || !call.answeredAt || !call.endedAt) continue
    const durationMs = new Date(call.endedAt).getTime() - new Date(call.answeredAt).getTime()
    const turns = heard.turns.filter(({ callId }) => callId === call.id)
    await storeRecording(recordings.store, { tenantId: context.tenantId, callId: call.id, durationMs }, turns, lines)
    call.recordingKey = recordingKey(context.tenantId, call.id)
    call.recordingDurationMs = durationMs
  }
  return heard
}

function savedSearchesOf(tenantId: string, userId: string): Prisma.SavedSearchCreateManyInput[] {
  const keep = (name: string, search: Partial<SearchFilters>) => ({ tenantId, userId, name, search: searchFilters.parse(search) })
  return [keep('Promised call backs', { query: '"call you back"' }), keep('Unhappy callers', { query: 'sorry', sentiment: 'negative' })]
}

async function createTenant(db: TenantDb, tenantId: string, tenant: DemoTenant, secrets: DemoSecrets, options: DemoOptions): Promise<void> {
  const exotelSecret = secrets.exotelSecret(tenant.slug)
  const { name, slug, industry, businessType, status, plan, timezone, region, callbackNumber, fallbackNumber } = tenant
  await db.tenant.create({
    data: {
      ...{ id: tenantId, name, slug, industry, businessType, status, plan, timezone, region, callbackNumber, fallbackNumber },
      // Outbound calls come from the number people are asked to call back.
      retellNumber: callbackNumber,
      exotelSecretEncrypted: createAesSecretBox(() => options.encryptionKey).seal(exotelSecret),
      exotelSecretHash: sha256(exotelSecret),
    },
  })
  const apiKey = secrets.apiKey(slug)
  await db.apiKey.create({ data: { tenantId, name: 'Demo', prefix: apiKey.slice(0, 9), hash: sha256(apiKey), role: 'ADMIN', scopes: [] } })
}

/** @returns their ids */
async function createStaff(db: TenantDb, tenantId: string, tenant: DemoTenant, passwordHash: string): Promise<string[]> {
  const ids: string[] = []
  for (const [index, role] of ROLES.entries()) {
    const id = newId()
    // A person may only be written by themselves: row-level security asks who that is.
    await db.$queryRaw`SELECT set_config('app.user_id', ${id}, true)`
    await db.user.create({ data: { id, email: demoEmail(tenant.slug, role), name: tenant.staff[index] ?? role, passwordHash } })
    await db.membership.create({ data: { tenantId, userId: id, role } })
    ids.push(id)
  }
  return ids
}

type DemoAgent = { id: string; versionId: string; name: string; config: AgentConfig }

function composeAgent(tenant: DemoTenant): DemoAgent {
  const { name, config } = agentFromTemplate({
    businessType: tenant.businessType,
    businessName: tenant.name,
    personaName: tenant.personaName,
    facts: tenant.facts,
    language: tenant.language,
  })
  return { id: newId(), versionId: newId(), name, config: { ...config, voiceId: tenant.voiceId } }
}

async function createAgent(db: TenantDb, tenantId: string, agent: DemoAgent, now: Date): Promise<void> {
  const { id, versionId, name, config } = agent
  await db.agent.create({ data: { id, tenantId, name, isDefault: true, publishedVersionId: versionId } })
  await db.agentVersion.create({
    data: { ...config, id: versionId, tenantId, agentId: id, number: 1, status: 'PUBLISHED', note: 'First version', publishedAt: now },
  })
}

function contactRow(
  tenantId: string,
  contact: DemoTenant['contacts'][number] & { id: string },
  calls: Prisma.CallCreateManyInput[],
  now: Date,
): Prisma.ContactCreateManyInput {
  const own = calls.filter((call) => call.contactId === contact.id)
  return {
    ...contact,
    tenantId,
    totalCalls: own.length,
    createdAt: own[0]?.startedAt ?? now,
    firstCallAt: own[0]?.startedAt ?? null,
    lastCallAt: own.at(-1)?.startedAt ?? null,
  }
}

/** Half of them past, half of them in the days to come, and a second one on a day on which there is one already. */
function composeBookings(tenantId: string, tenant: DemoTenant, contacts: DemoContact[], now: Date): DemoBooking[] {
  const random = createRandom(`bookings of ${tenant.slug}`)
  const today = DateTime.fromJSDate(now, { zone: tenant.timezone }).startOf('day')
  const bookings = Array.from({ length: BOOKINGS }, (_, index) => {
    const day = index - BOOKINGS / 2
    const startsAt = today
      .plus({ days: day < 0 ? day : day + 1 })
      .set({ hour: random.between(tenant.openHours.from, tenant.openHours.to - 2), minute: random.pick([0, 15, 30, 45]) })
    const { type, minutes } = random.pick(tenant.bookingTypes)
    // Made over the last days, a past one before it took place.
    const latestMs = Math.min(now.getTime(), startsAt.toMillis())
    const hoursBefore = random.between(1, 7 * 24)
    // One was spoken of the day before it took place.
    const createdAt = new Date(latestMs - (index === STORY_BOOKING ? 5 * 24 : hoursBefore) * 3_600_000)
    const over = random.pick(['COMPLETED', 'COMPLETED', 'NO_SHOW'] as const)
    return {
      id: newId(),
      tenantId,
      contactId: contacts[index % contacts.length]?.id ?? '',
      externalId: `${tenant.slug}-${1001 + index}`,
      createdAt,
      updatedAt: createdAt,
      startsAt: startsAt.toJSDate(),
      durationMinutes: minutes,
      type,
      ownerName: random.pick(tenant.owners),
      partySize: tenant.businessType === 'restaurant' ? random.between(2, 8) : null,
      status: day >= 0 ? random.pick(['BOOKED', 'CONFIRMED'] as const) : index === STORY_BOOKING ? 'COMPLETED' : over,
    }
  })
  const [first, second] = TIED_BOOKINGS
  const tied = bookings[first]
  if (!tied) return bookings
  const hours = DateTime.fromJSDate(tied.startsAt, { zone: tenant.timezone }).hour + 3 < tenant.openHours.to ? 3 : -3
  const startsAt = new Date(tied.startsAt.getTime() + hours * 3_600_000)
  return [...bookings, { ...tied, id: newId(), externalId: `${tenant.slug}-${1001 + second}`, startsAt }]
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
