import type { CallEvidence } from './call-evidence'
import type { LinkContact, LinkQuestion, LinkReason } from './link-question'
import { matchName, nameWords, soundsLike } from './match-name'
import { POINTS } from './points'
import type { NameMention } from './read-names'

/**
 * How a contact stands to a call. `hasPhone`: one of its numbers is the call's. `says`: what the caller's own name makes of
 * it. `isOnBehalf`: someone else speaks for this person.
 */
export type CustomerScore = {
  contact: LinkContact
  hasPhone: boolean
  says: 'full' | 'part' | 'nothing' | 'other'
  isOnBehalf: boolean
  isPlacedFor: boolean
  points: number
  reasons: LinkReason[]
}

export type Claims = { self: NameMention[]; other: NameMention[] }

/** Names the caller gave, without those of the business and its people. */
export function claimsOf(evidence: CallEvidence, { tenant, bookings, contacts }: LinkQuestion): Claims {
  const owners = [...new Set(bookings.flatMap(({ ownerName }) => (ownerName ? [ownerName] : [])))].map(nameWords)
  const own = tenant.ownNames.map(nameWords)
  const known = contacts.map(({ name }) => nameWords(name ?? ''))
  const isOwn = ({ words }: NameMention) => [...own, ...owners].some((name) => isWithin(words, name))
  const self = evidence.names.filter((name) => name.kind === 'self' && !own.some((words) => isWithin(name.words, words)))
  const other = evidence.names.filter((name) => name.kind === 'other' && !isOwn(name))
  if (self.length > 0 || other.length > 0) return { self, other }
  // Nothing tells whose name it is, but it is a customer's full one, and nobody else's was said.
  const borne = evidence.names.filter(
    (name) => name.kind === 'mentioned' && !isOwn(name) && known.some((words) => matchName(name.words, words) === 'full'),
  )
  return { self: borne, other }
}

function isWithin(words: readonly string[], own: readonly string[]): boolean {
  return own.length > 0 && words.every((word) => own.some((part) => soundsLike(word, part)))
}

/** Points and reasons of a person, before any booking. */
export function scoreCustomer(
  contact: LinkContact,
  phones: readonly string[],
  claims: Claims,
  evidence: CallEvidence,
  question: LinkQuestion,
): CustomerScore {
  const known = nameWords(contact.name ?? '')
  const phone = contact.phones.find((number) => phones.includes(number))
  const said = claims.self.map((claim) => ({ claim, match: matchName(claim.words, known) }))
  const best = said.find(({ match }) => match === 'full') ?? said.find(({ match }) => match === 'part')
  const named = claims.other.find(({ words }) => matchName(words, known) !== 'different')
  const contradicting = known.length > 0 && !best ? said[0]?.claim : undefined
  const mentioned = best?.claim.evidence ?? named?.evidence ?? mentionOf(known, evidence)
  const isPlacedFor = question.call.placedFor?.contactId === contact.id
  const wrongNumber = evidence.actions.find(({ action }) => action === 'wrong_number')
  const isOnBehalf = !best && named !== undefined
  const reasons: LinkReason[] = []
  const add = (rule: keyof typeof POINTS, text: string) => reasons.push({ rule, points: POINTS[rule], evidence: text })
  if (phone) add('phone_match', phone)
  if (isPlacedFor) add('placed_for_customer', 'The call was placed to this contact.')
  if (mentioned) add('customer_mentioned', mentioned)
  if (best) add(best.match === 'full' ? 'says_full_name' : 'says_part_of_name', best.claim.evidence)
  else if (isOnBehalf && contradicting) add('answers_for_customer', named.evidence)
  else if (contradicting) add('says_other_name', contradicting.evidence)
  if (wrongNumber && !best) add('wrong_number', wrongNumber.words)
  const says = best ? (best.match === 'full' ? 'full' : 'part') : contradicting && !isOnBehalf ? 'other' : 'nothing'
  return {
    contact,
    hasPhone: phone !== undefined,
    says,
    isOnBehalf,
    isPlacedFor,
    points: reasons.reduce((sum, reason) => sum + reason.points, 0),
    reasons,
  }
}

/** The documented rule "customer mentioned in transcript": any turn has the name. */
function mentionOf(known: readonly string[], { turns }: CallEvidence): string | undefined {
  const first = known[0]
  if (first === undefined || first.length < 3) return undefined
  for (const { text } of turns) {
    const word = text.split(' ').find((candidate) => candidate.length >= 3 && soundsLike(candidate, first))
    if (word) return word
  }
  return undefined
}
