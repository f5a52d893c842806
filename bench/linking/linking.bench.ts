import { linkCall } from '../../server/domain/linking/link-call'
import type { LinkDecision } from '../../server/domain/linking/link-question'
import { round } from '../lib/statistics'
import type { BenchOptions, BenchReport } from '../main'
import { documentedScoring } from './documented-scoring'
import * as phrases from './phrases'
import * as fresh from './phrases-fresh'
import * as second from './phrases-second'
import * as varied from './phrases-varied'
import { Random } from './random'
import { type SpeechSet, type Story, type Truth, tellStory } from './stories'
import { createTenants } from './world'

const CALLS = 6000
/** `fresh` was written by somebody who had not seen the rules; whoever writes rules does not read it. */
const SETS: { name: string; told: string; seed: number; speeches: SpeechSet }[] = [
  { name: 'developed', told: 'paraphrases developed against', seed: 20_261_121, speeches: phrases },
  { name: 'second', told: 'a second set of paraphrases, since read', seed: 77_003_311, speeches: second },
  { name: 'varied', told: 'many ways of one thing', seed: 41_150_927, speeches: varied },
  { name: 'fresh', told: 'held out: paraphrases of somebody who had not seen the rules', seed: 41_509_267, speeches: fresh },
]
const TARGETS = { customersPercent: 99, bookingsPercent: 95 }

type Outcome = { customerId: string | null; bookingId: string | null; status: LinkDecision['status'] }
type Judged = { story: Story; outcome: Outcome; isCustomerRight: boolean; isBookingRight: boolean }

/**
 * Accuracy on calls whose truth is their story's, not a score's. Counted strictly: a call that could be told and goes to
 * review counts as wrong, and so does one that could not and does not.
 */
export async function benchLinking(options: BenchOptions): Promise<BenchReport> {
  const calls = options.calls ?? CALLS
  const measured = SETS.map(({ seed, speeches, ...set }) => ({
    ...set,
    figures: measure(createStories(calls, seed + (options.seed ?? 0), speeches)),
  }))
  const met = measured.every(
    ({ figures }) => figures.customersPercent >= TARGETS.customersPercent && figures.bookingsPercent >= TARGETS.bookingsPercent,
  )
  return {
    name: 'linking',
    results: { targets: TARGETS, met, ...Object.fromEntries(measured.map(({ name, figures }) => [name, figures])) },
    lines: measured.flatMap(({ told, figures }, index) => [...(index > 0 ? [''] : []), ...report(told, figures)]),
  }
}

export function createStories(count: number, seed: number, speeches: SpeechSet): Story[] {
  const random = new Random(seed)
  const tenants = createTenants(random)
  return Array.from({ length: count }, (_, index) => tellStory(random, tenants, speeches, index))
}

function measure(stories: readonly Story[]) {
  for (const { question } of stories.slice(0, 500)) linkCall(question)
  const startedAt = performance.now()
  const decisions = stories.map(({ question }) => linkCall(question))
  const microsecondsPerCall = round(((performance.now() - startedAt) * 1000) / stories.length)
  const judged = stories.map((story, index) => judge(story, decisions[index] ?? { status: 'unmatched', customerId: null, bookingId: null }))
  const baseline = stories.map((story) => judge(story, { ...documentedScoring(story.question), status: 'linked' }))
  const ties = judged.filter(({ story }) => isTie(story.truth))
  const clear = judged.filter(({ story }) => !isTie(story.truth))
  return {
    calls: stories.length,
    customersPercent: share(judged, ({ isCustomerRight }) => isCustomerRight),
    bookingsPercent: share(judged, ({ isBookingRight }) => isBookingRight),
    linkedWronglyPercent: share(judged, isLinkedWrongly),
    ties: ties.length,
    tiesToReviewPercent: share(ties, ({ outcome }) => outcome.status !== 'linked'),
    othersToReviewPercent: share(clear, ({ outcome }) => outcome.status === 'needs_review'),
    baseline: {
      customersPercent: share(baseline, ({ isCustomerRight }) => isCustomerRight),
      bookingsPercent: share(baseline, ({ isBookingRight }) => isBookingRight),
      linkedWronglyPercent: share(baseline, isLinkedWrongly),
    },
    microsecondsPerCall,
    confusion: confusion(judged),
    perStory: groups(judged, ({ story }) => story.name),
    perLanguage: groups(judged, ({ story }) => story.language),
  }
}

/** The one error that nobody is asked about: of all calls, those filed with somebody or something they do not belong to. */
function isLinkedWrongly({ outcome, isBookingRight, isCustomerRight }: Judged): boolean {
  return outcome.status === 'linked' && outcome.customerId !== null && !(isBookingRight && isCustomerRight)
}

function isTie({ kind }: Truth): boolean {
  return kind === 'booking_tie' || kind === 'review'
}

function judge(story: Story, { customerId, bookingId, status }: Outcome): Judged {
  const { truth } = story
  const outcome = { customerId, bookingId, status }
  if (truth.kind === 'linked')
    return {
      story,
      outcome,
      isCustomerRight: customerId === truth.customerId,
      isBookingRight: status === 'linked' && bookingId === truth.bookingId && customerId === truth.customerId,
    }
  if (truth.kind === 'booking_tie')
    return { story, outcome, isCustomerRight: customerId === truth.customerId, isBookingRight: status === 'needs_review' }
  const isRight =
    truth.kind === 'nobody'
      ? customerId === null
      : truth.kind === 'review'
        ? status === 'needs_review' && customerId === null
        : status !== 'linked'
  return { story, outcome, isCustomerRight: isRight, isBookingRight: isRight }
}

function share<T>(items: readonly T[], isCounted: (item: T) => boolean): number {
  return items.length === 0 ? 0 : round((100 * items.filter(isCounted).length) / items.length)
}

function groups(judged: readonly Judged[], keyOf: (item: Judged) => string) {
  const keys = [...new Set(judged.map(keyOf))].sort()
  return keys.map((key) => {
    const items = judged.filter((item) => keyOf(item) === key)
    return {
      key,
      calls: items.length,
      customersPercent: share(items, ({ isCustomerRight }) => isCustomerRight),
      bookingsPercent: share(items, ({ isBookingRight }) => isBookingRight),
    }
  })
}

function truthName({ kind, ...truth }: Truth): string {
  return kind === 'linked' ? ('bookingId' in truth && truth.bookingId === null ? 'customer, no booking' : 'customer and booking') : kind
}

function outcomeName({ story: { truth }, outcome }: Judged): string {
  if (outcome.status === 'needs_review') return outcome.customerId === null ? 'review of all' : 'review of booking'
  if (outcome.status === 'unmatched') return 'unmatched'
  if (truth.kind === 'linked' && outcome.customerId !== truth.customerId) return 'other customer'
  if (outcome.bookingId === null) return 'no booking'
  return truth.kind === 'linked' && outcome.bookingId === truth.bookingId ? 'that booking' : 'other booking'
}

const OUTCOMES = ['that booking', 'no booking', 'other booking', 'other customer', 'review of booking', 'review of all', 'unmatched']

function confusion(judged: readonly Judged[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {}
  for (const item of judged) {
    const row = truthName(item.story.truth)
    table[row] ??= Object.fromEntries(OUTCOMES.map((name) => [name, 0]))
    const counts = table[row]
    const column = outcomeName(item)
    counts[column] = (counts[column] ?? 0) + 1
  }
  return table
}

function report(title: string, figures: ReturnType<typeof measure>): string[] {
  const table = Object.entries(figures.confusion).map(
    ([truth, counts]) => `  ${truth.padEnd(22)}${OUTCOMES.map((name) => String(counts[name] ?? 0).padStart(18)).join('')}`,
  )
  return [
    `${title}: ${figures.calls} calls`,
    `customers ${figures.customersPercent} % (target ≥ ${TARGETS.customersPercent}), bookings ${figures.bookingsPercent} % (target ≥ ${TARGETS.bookingsPercent}), linked wrongly ${figures.linkedWronglyPercent} % of all`,
    `ties ${figures.ties}, of which to review ${figures.tiesToReviewPercent} %; of the others to review ${figures.othersToReviewPercent} %`,
    `documented scoring alone: customers ${figures.baseline.customersPercent} %, bookings ${figures.baseline.bookingsPercent} %, linked wrongly ${figures.baseline.linkedWronglyPercent} %`,
    `${figures.microsecondsPerCall} µs per call`,
    `  ${'truth \\ decision'.padEnd(22)}${OUTCOMES.map((name) => name.padStart(18)).join('')}`,
    ...table,
    ...figures.perStory.map(
      ({ key, calls, customersPercent, bookingsPercent }) =>
        `  ${key.padEnd(44)}${String(calls).padStart(6)} calls  customers ${String(customersPercent).padStart(6)} %  bookings ${String(bookingsPercent).padStart(6)} %`,
    ),
    ...figures.perLanguage.map(
      ({ key, calls, customersPercent, bookingsPercent }) =>
        `  in ${key.padEnd(41)}${String(calls).padStart(6)} calls  customers ${String(customersPercent).padStart(6)} %  bookings ${String(bookingsPercent).padStart(6)} %`,
    ),
  ]
}
