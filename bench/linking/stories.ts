import { DateTime } from 'luxon'
import { namesSaid } from '../../server/domain/linking/call-evidence'
import type { LinkBooking, LinkContact, LinkQuestion, SpokenTurn } from '../../server/domain/linking/link-question'
import { soundsLike } from '../../server/domain/linking/match-name'
import { addNoise } from './noise'
import type { Random } from './random'
import { type Details, daysAhead, type Speech } from './speech'
import { callMoment, createBooking, personName, phone, type WorldTenant } from './world'

/** What happened: `review` where nobody could tell from the call alone; `nobody` where no known person called. */
export type Truth =
  | { kind: 'linked'; customerId: string; bookingId: string | null }
  | { kind: 'booking_tie'; customerId: string }
  | { kind: 'review' }
  | { kind: 'nobody' }
  /** A known person said too little to be known by. */
  | { kind: 'not_linked' }
export type Story = { name: string; language: string; question: LinkQuestion; truth: Truth }
export type SpeechSet = { english: Speech; hinglish: Speech; hindi: Speech }

type Scene = {
  random: Random
  tenant: WorldTenant
  now: DateTime
  speech: Speech
  language: string
  contact: LinkContact
  bookings: LinkBooking[]
  /** Booking the caller has in mind. */
  slots: Record<string, string>
  lines: string[]
  fromPhone: string | null
  toPhone: string | null
  direction: 'inbound' | 'outbound'
  events: LinkQuestion['call']['bookingEvents']
  placedFor: LinkQuestion['call']['placedFor']
}
type Teller = (scene: Scene) => Truth | null

const after = (now: DateTime, minutes: number) => now.plus({ minutes }).toUTC().toISO()
const startOf = (booking: LinkBooking, tenant: WorldTenant) => DateTime.fromISO(booking.startsAt, { zone: tenant.timezone })
const isOpen = (scene: Scene, booking: LinkBooking) =>
  startOf(booking, scene.tenant) > scene.now && ['BOOKED', 'CONFIRMED', 'RESCHEDULED'].includes(booking.status)

/** Names of stories with how often each happens in a hundred calls or so. */
const STORIES: [string, number, Teller][] = [
  ['asks about a booking', 12, (scene) => aboutBooking(scene, 'change')],
  ['confirms a booking', 6, (scene) => aboutBooking(scene, 'confirm')],
  ['cancels a booking', 9, cancels],
  ['moves a booking', 10, moves],
  ['two on one day, told apart', 6, (scene) => sameDay(scene, true)],
  ['two on one day, not told apart', 3, (scene) => sameDay(scene, false)],
  ['books, written down', 7, (scene) => books(scene, true)],
  ['books, not written down yet', 4, (scene) => books(scene, false)],
  ['our tools did it', 4, toolDid],
  ['on the way', 5, onTheWay],
  ['after a visit', 5, afterVisit],
  ['vague about a booking', 4, vague],
  ['about no booking', 10, noBooking],
  ['reminded by us', 5, (scene) => reminded(scene, false)],
  ['reminded by our own call', 3, (scene) => reminded(scene, true)],
  ['family member for the customer', 4, onBehalf],
  ['family member who is a customer', 3, (scene) => otherCustomer(scene, true)],
  ['family member, first name only', 1, (scene) => otherCustomer(scene, false)],
  ['number now another person’s', 2, reused],
  ['wrong number dialled', 1, wrongNumber],
  ['stranger', 4, stranger],
  ['customer on another phone, with details', 4, (scene) => otherPhone(scene, true)],
  ['customer on another phone, no details', 2, (scene) => otherPhone(scene, false)],
  ['number withheld', 2, withheld],
  ['no transcript, visit the same day', 2, silentSameDay],
  ['no transcript, no visit near', 1, silentFar],
]

/** One call and its truth. The same random numbers make the same story. */
export function tellStory(random: Random, tenants: readonly WorldTenant[], speeches: SpeechSet, index: number): Story {
  for (;;) {
    const [name, tell] = random.weighted(STORIES.map(([story, weight, teller]) => [[story, teller] as const, weight] as const))
    const scene = setScene(random, random.pick(tenants), speeches, index)
    const truth = tell(scene)
    if (truth) return { name, language: scene.language, truth, question: ask(scene) }
  }
}

function setScene(random: Random, tenant: WorldTenant, speeches: SpeechSet, index: number): Scene {
  const now = callMoment(random, tenant)
  const contact = random.pick(tenant.contacts)
  const language = tenant.isIndian
    ? random.weighted([
        ['english', 50],
        ['hinglish', 38],
        ['hindi', 12],
      ] as const)
    : 'english'
  const scene: Scene = {
    random,
    tenant,
    now,
    contact,
    language,
    speech: speeches[language],
    bookings: [],
    slots: {},
    lines: [],
    fromPhone: contact.phones[0] ?? null,
    toPhone: tenant.ownNumbers[0] ?? null,
    direction: 'inbound',
    events: [],
    placedFor: null,
  }
  for (
    let past = random.weighted([
      [0, 3],
      [1, 3],
      [2, 2],
    ] as const);
    past > 0;
    past -= 1
  )
    addBooking(scene, index, -random.between(1, 40))
  for (
    let open = random.weighted([
      [0, 2],
      [1, 4],
      [2, 3],
      [3, 1],
    ] as const);
    open > 0;
    open -= 1
  )
    addBooking(
      scene,
      index,
      random.weighted([
        [0, 1],
        [1, 3],
        [2, 2],
        [random.between(3, 7), 5],
        [random.between(8, 30), 5],
      ] as const),
    )
  if (random.chance(0.15)) Object.assign(addBooking(scene, index, random.between(1, 14)), { status: 'CANCELLED' })
  return scene
}

function addBooking(scene: Scene, index: number, days: number, hour?: number): LinkBooking {
  const booking = createBooking(scene.random, scene, scene.contact.id, `b-${index}-${scene.bookings.length}`, days, hour)
  // Nobody is in two places at once.
  const isTaken = scene.bookings.some(
    (other) => Math.abs(Date.parse(other.startsAt) - Date.parse(booking.startsAt)) < 2 * 3_600_000 && other.status !== 'CANCELLED',
  )
  if (isTaken) booking.startsAt = startOf(booking, scene.tenant).plus({ days: 1 }).toUTC().toISO() ?? booking.startsAt
  scene.bookings.push(booking)
  return booking
}

function pickOpen(scene: Scene): LinkBooking | null {
  const open = scene.bookings.filter((booking) => isOpen(scene, booking))
  return open.length === 0 ? null : scene.random.pick(open)
}

type Said = { hasDate: boolean; hasTime: boolean; hasParty: boolean; hasProvider: boolean; hasService: boolean }

/** Chooses what the caller says of a booking. */
function sayOf(scene: Scene, booking: LinkBooking, force: Partial<Said> = {}): Said {
  const { random, speech, tenant, now } = scene
  const said: Said = {
    hasDate: random.chance(0.78),
    hasTime: random.chance(0.5),
    hasParty: booking.partySize !== null && random.chance(0.35),
    hasProvider: booking.ownerName !== null && random.chance(0.35),
    hasService: booking.type !== null && random.chance(0.5),
    ...force,
  }
  const at = startOf(booking, tenant)
  const service = tenant.services.find(({ name }) => name === booking.type)
  const plain = { restaurant: 'reservation', clinic: 'appointment', salon: 'appointment', consultant: 'meeting' }[tenant.trade]
  const details: Details = {
    thing: said.hasService && service ? (scene.language === 'english' ? service.spoken : service.spokenHindi) : plain,
    date: said.hasDate ? speech.date(random, { day: at, now }) : '',
    time: said.hasTime ? speech.time(random, at) : '',
    party: said.hasParty && booking.partySize !== null ? speech.party(random, booking.partySize) : '',
    provider: said.hasProvider && booking.ownerName !== null ? speech.provider(random, booking.ownerName) : '',
  }
  Object.assign(scene.slots, { ref: speech.ref(random, details), date: details.date, time: details.time, party: details.party })
  return said
}

/** Whether a person who knows the diary could still mean another open booking: all that was said fits it, too. */
function hasRival(scene: Scene, booking: LinkBooking, said: Said): boolean {
  const at = startOf(booking, scene.tenant)
  const isSame = (other: LinkBooking) => {
    const otherAt = startOf(other, scene.tenant)
    return (
      (!said.hasDate || otherAt.hasSame(at, 'day')) &&
      (!said.hasTime || (otherAt.hour % 12 === at.hour % 12 && otherAt.minute === at.minute)) &&
      (!said.hasParty || other.partySize === booking.partySize) &&
      (!said.hasProvider || other.ownerName === booking.ownerName) &&
      (!said.hasService || other.type === booking.type)
    )
  }
  return scene.bookings.some((other) => other !== booking && isOpen(scene, other) && isSame(other))
}

/** Speaks a conversation of the set, with an introduction more often than not. */
function converse(scene: Scene, paraphrases: string[], introduction: 'self' | 'none' = 'self'): void {
  const { random, speech } = scene
  const opening =
    introduction === 'none'
      ? []
      : random.weighted([
          [speech.intro, 5],
          [speech.first, 2],
          [[''], 3],
        ] as const)
  const text = [opening.length > 0 ? random.pick(opening) : '', random.pick(paraphrases)].filter((part) => part !== '').join('|')
  scene.lines = fill(scene, text).split('|')
}

function fill(scene: Scene, text: string): string {
  const name = scene.slots.me ?? scene.contact.name ?? ''
  const slots: Record<string, string> = { me: name, first: name.split(' ')[0] ?? '', biz: scene.tenant.name, ...scene.slots }
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? '').replace(/ {2,}/g, ' ')
}

function linkedTo(scene: Scene, booking: LinkBooking | null): Truth {
  return { kind: 'linked', customerId: scene.contact.id, bookingId: booking?.id ?? null }
}

/** The nearest day's single booking is what people mean who say nothing; else, what fits two is a tie. */
function tieOr(scene: Scene, booking: LinkBooking, said: Said): Truth | null {
  if (!hasRival(scene, booking, said)) return linkedTo(scene, booking)
  if (said.hasDate) return { kind: 'booking_tie', customerId: scene.contact.id }
  return null
}

function aboutBooking(scene: Scene, topic: 'change' | 'confirm'): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  const said = sayOf(scene, booking)
  converse(scene, scene.speech[topic])
  return tieOr(scene, booking, said)
}

function cancels(scene: Scene): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  const said = sayOf(scene, booking)
  const truth = tieOr(scene, booking, said)
  converse(scene, scene.speech.cancel)
  if (scene.random.chance(0.6)) Object.assign(booking, { status: 'CANCELLED', updatedAt: after(scene.now, scene.random.between(1, 20)) })
  return truth
}

function moves(scene: Scene): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  const said = sayOf(scene, booking, { hasDate: true })
  const truth = tieOr(scene, booking, said)
  const target = startOf(booking, scene.tenant)
    .plus({ days: scene.random.pick([1, 2, 3, 5, 7]) })
    .set({ hour: scene.tenant.trade === 'restaurant' ? scene.random.pick([13, 20]) : scene.random.pick([10, 12, 16]) })
  scene.slots.newdate = scene.speech.date(scene.random, { day: target, now: scene.now })
  scene.slots.newtime = scene.speech.time(scene.random, target)
  converse(scene, scene.speech.move)
  if (scene.random.chance(0.55))
    Object.assign(booking, {
      startsAt: target.toUTC().toISO(),
      status: 'RESCHEDULED',
      updatedAt: after(scene.now, scene.random.between(1, 20)),
    })
  return truth
}

function sameDay(scene: Scene, isToldApart: boolean): Truth | null {
  const { random, tenant } = scene
  const days = random.between(1, 12)
  const isFood = tenant.trade === 'restaurant'
  scene.bookings = scene.bookings.filter((booking) => !startOf(booking, tenant).hasSame(scene.now.plus({ days }), 'day'))
  const early = addBooking(scene, 9_000_000 + random.between(0, 99_999), days, isFood ? 13 : 10)
  const late = addBooking(scene, 9_200_000 + random.between(0, 99_999), days, isFood ? 20 : 16)
  const booking = random.pick([early, late])
  const other = booking === early ? late : early
  if (!isToldApart) {
    Object.assign(other, { type: booking.type, partySize: booking.partySize, ownerName: booking.ownerName })
    sayOf(scene, booking, { hasDate: true, hasTime: false, hasParty: false, hasProvider: false, hasService: false })
    converse(scene, scene.speech.change)
    return { kind: 'booking_tie', customerId: scene.contact.id }
  }
  const said = sayOf(scene, booking, { hasDate: true, hasTime: random.chance(0.7) })
  if (!said.hasTime && hasRival(scene, booking, said)) return null
  converse(scene, random.pick([scene.speech.change, scene.speech.confirm, scene.speech.cancel]))
  return linkedTo(scene, booking)
}

function books(scene: Scene, isWritten: boolean): Truth | null {
  const { random, tenant } = scene
  const days = random.between(1, 13)
  scene.bookings = scene.bookings.filter(
    (booking) => !startOf(booking, tenant).hasSame(scene.now.plus({ days }), 'day') || !isOpen(scene, booking),
  )
  const booking = addBooking(scene, 9_400_000 + random.between(0, 99_999), days)
  Object.assign(booking, {
    status: 'BOOKED',
    createdAt: after(scene.now, random.between(1, 9)),
    updatedAt: after(scene.now, random.between(1, 9)),
  })
  sayOf(scene, booking, { hasDate: true, hasTime: true, hasParty: booking.partySize !== null })
  converse(scene, scene.speech.book)
  if (isWritten) return linkedTo(scene, booking)
  scene.bookings = scene.bookings.filter((other) => other !== booking)
  return linkedTo(scene, null)
}

function toolDid(scene: Scene): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  sayOf(scene, booking, { hasDate: scene.random.chance(0.5) })
  const action = scene.random.pick(['created', 'moved', 'cancelled'] as const)
  converse(scene, { created: scene.speech.book, moved: scene.speech.vague, cancelled: scene.speech.cancel }[action])
  if (action === 'cancelled') booking.status = 'CANCELLED'
  scene.events.push({ bookingId: booking.id, action })
  return linkedTo(scene, booking)
}

function onTheWay(scene: Scene): Truth | null {
  const startsAt = scene.now.plus({ minutes: scene.random.between(10, 70) })
  if (!startsAt.hasSame(scene.now, 'day')) return null
  scene.bookings = scene.bookings.filter((booking) => !startOf(booking, scene.tenant).hasSame(scene.now, 'day'))
  const booking = addBooking(scene, 9_600_000 + scene.random.between(0, 99_999), 0)
  Object.assign(booking, { startsAt: startsAt.set({ second: 0 }).toUTC().toISO(), status: 'CONFIRMED' })
  converse(scene, scene.speech.late)
  return linkedTo(scene, booking)
}

function afterVisit(scene: Scene): Truth | null {
  const past = scene.bookings.filter(
    (booking) =>
      startOf(booking, scene.tenant) < scene.now &&
      booking.status === 'COMPLETED' &&
      daysAhead({ day: startOf(booking, scene.tenant), now: scene.now }) < 0,
  )
  if (past.length === 0) return null
  const booking = scene.random.pick(past)
  const at = startOf(booking, scene.tenant)
  if (past.some((other) => other !== booking && startOf(other, scene.tenant).hasSame(at, 'day'))) return null
  scene.slots.date = scene.speech.date(scene.random, { day: at, now: scene.now })
  converse(scene, scene.speech.feedback)
  return linkedTo(scene, booking)
}

function vague(scene: Scene): Truth | null {
  const open = scene.bookings.filter((booking) => isOpen(scene, booking)).sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
  const [nearest, next] = open
  if (!nearest) return null
  converse(scene, scene.speech.vague)
  if (next && startOf(next, scene.tenant).hasSame(startOf(nearest, scene.tenant), 'day'))
    return { kind: 'booking_tie', customerId: scene.contact.id }
  // Most, not all, mean the next one.
  return linkedTo(scene, next && scene.random.chance(0.08) ? next : nearest)
}

function noBooking(scene: Scene): Truth | null {
  converse(scene, scene.speech.enquiry)
  return linkedTo(scene, null)
}

function reminded(scene: Scene, isOurs: boolean): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  Object.assign(scene, { direction: 'outbound', fromPhone: scene.toPhone, toPhone: scene.fromPhone })
  const said = sayOf(scene, booking, { hasDate: true, hasTime: true, hasParty: false, hasProvider: false, hasService: false })
  converse(scene, scene.speech.reminder, 'none')
  if (isOurs) scene.placedFor = { contactId: scene.contact.id, bookingId: booking.id }
  return isOurs ? linkedTo(scene, booking) : tieOr(scene, booking, said)
}

function onBehalf(scene: Scene): Truth | null {
  const booking = pickOpen(scene)
  if (!booking) return null
  const said = sayOf(scene, booking, { hasDate: true })
  const isFull = scene.random.chance(0.5)
  scene.slots.other = isFull ? (scene.contact.name ?? '') : (scene.contact.name?.split(' ')[0] ?? '')
  scene.slots.rel = scene.random.pick(
    scene.language === 'english' ? ['wife', 'husband', 'mother', 'father', 'sister'] : ['patni', 'mummy', 'behen'],
  )
  converse(scene, scene.speech.behalf, 'none')
  return tieOr(scene, booking, said)
}

/** Who lives there and is a customer, too, calls from the family's number about a booking of their own. */
function otherCustomer(scene: Scene, isFull: boolean): Truth | null {
  const owner = scene.contact
  const caller = scene.random.pick(scene.tenant.contacts)
  const isUnique = scene.tenant.contacts.filter(({ name }) => name === caller.name).length === 1
  if (caller === owner || !isUnique || caller.name?.split(' ')[0] === owner.name?.split(' ')[0]) return null
  const ownersBookings = scene.bookings
  scene.contact = caller
  scene.bookings = []
  const booking = addBooking(scene, 9_800_000 + scene.random.between(0, 99_999), scene.random.between(2, 12))
  scene.slots.me = caller.name ?? ''
  sayOf(scene, booking, { hasDate: true, hasTime: isFull })
  scene.lines = fill(
    scene,
    `${scene.random.pick(isFull ? scene.speech.intro : scene.speech.first)}|${scene.random.pick(isFull ? scene.speech.change : scene.speech.enquiry)}`,
  ).split('|')
  scene.bookings.push(...ownersBookings)
  return isFull ? linkedTo(scene, booking) : { kind: 'review' }
}

function reused(scene: Scene): Truth | null {
  scene.slots.me = personName(scene.random, scene.tenant.isIndian)
  const words = scene.slots.me.split(' ')
  if (
    scene.tenant.contacts.some(({ name }) => name === scene.slots.me) ||
    scene.contact.name?.split(' ').some((word) => words.some((said) => soundsLike(said.toLowerCase(), word.toLowerCase())))
  )
    return null
  scene.lines = fill(
    scene,
    `${scene.random.pick(scene.speech.intro)}|${scene.random.pick(scene.random.chance(0.5) ? scene.speech.enquiry : scene.speech.stranger)}`,
  ).split('|')
  return { kind: 'review' }
}

function wrongNumber(scene: Scene): Truth {
  Object.assign(scene, { direction: 'outbound', fromPhone: scene.toPhone, toPhone: scene.fromPhone })
  converse(scene, scene.speech.wrong, 'none')
  return { kind: 'review' }
}

function stranger(scene: Scene): Truth | null {
  scene.fromPhone = phone(scene.random, scene.tenant.regions[0] ?? 'IN')
  scene.slots.me = `${personName(scene.random, scene.tenant.isIndian).split(' ')[0]} ${scene.random.pick(['Zavadil', 'Okonkwo', 'Thistlewood', 'Bhattarai'])}`
  converse(scene, scene.random.pick([scene.speech.stranger, scene.speech.enquiry]))
  return { kind: 'nobody' }
}

function otherPhone(scene: Scene, hasDetails: boolean): Truth | null {
  const isUnique = scene.tenant.contacts.filter(({ name }) => name === scene.contact.name).length === 1
  const booking = pickOpen(scene)
  if (!booking || !isUnique) return null
  scene.fromPhone = scene.random.chance(0.5) ? null : phone(scene.random, scene.tenant.regions[0] ?? 'IN')
  const said = sayOf(scene, booking, { hasDate: true, hasTime: true })
  if (hasRival(scene, booking, said)) return null
  scene.lines = fill(
    scene,
    `${scene.random.pick(hasDetails ? scene.speech.intro : scene.speech.first)}|${scene.random.pick(hasDetails ? scene.speech.change : scene.speech.enquiry)}`,
  ).split('|')
  return hasDetails ? linkedTo(scene, booking) : { kind: 'not_linked' }
}

function withheld(scene: Scene): Truth {
  scene.fromPhone = scene.random.pick([null, 'anonymous', 'Restricted', '', '0000000000'])
  converse(scene, scene.speech.enquiry, 'none')
  return { kind: 'nobody' }
}

function silentSameDay(scene: Scene): Truth | null {
  const booking = scene.bookings.filter(
    (candidate) => isOpen(scene, candidate) && startOf(candidate, scene.tenant).hasSame(scene.now, 'day'),
  )
  const near = scene.bookings.filter(
    (candidate) => candidate.status !== 'CANCELLED' && Math.abs(Date.parse(candidate.startsAt) - scene.now.toMillis()) < 86_400_000,
  )
  return booking.length === 1 && near.length === 1 ? linkedTo(scene, booking[0] ?? null) : null
}

function silentFar(scene: Scene): Truth | null {
  return scene.bookings.some(({ startsAt }) => Math.abs(Date.parse(startsAt) - scene.now.toMillis()) < 3 * 86_400_000)
    ? null
    : linkedTo(scene, null)
}

function ask(scene: Scene): LinkQuestion {
  const { random, tenant } = scene
  const lines = addNoise(
    random,
    scene.lines,
    tenant.contacts.flatMap(({ name }) => name ?? []),
  )
  const hasSpeakers = !random.chance(0.12)
  const turns: SpokenTurn[] = lines.map((line) => ({ role: line.startsWith('A') ? 'agent' : 'caller', text: line.slice(2) }))
  const call: LinkQuestion['call'] = {
    direction: scene.direction,
    fromPhone: scene.fromPhone,
    toPhone: scene.toPhone,
    startedAt: scene.now.toUTC().toISO() ?? '',
    durationSeconds: random.between(30, 300),
    turns: hasSpeakers || turns.length === 0 ? turns : [{ role: 'unknown', text: turns.map(({ text }) => text).join(' ') }],
    bookingEvents: scene.events,
    placedFor: scene.placedFor,
  }
  return { call, tenant, contacts: lookUp(scene, call), bookings: scene.bookings, decidedByHuman: null }
}

/** What the product's look-up does: contacts with the numbers of the call, and those whose name was said. */
function lookUp({ tenant }: Scene, call: LinkQuestion['call']): LinkContact[] {
  const said = namesSaid({ call }).flat()
  return tenant.contacts.filter(
    ({ name, phones }) =>
      phones.some((number) => number === call.fromPhone || number === call.toPhone) ||
      (name ?? '')
        .toLowerCase()
        .split(' ')
        .some((word) => said.some((other) => soundsLike(word, other))),
  )
}
