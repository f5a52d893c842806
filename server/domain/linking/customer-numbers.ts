import { normalizePhone } from '../phones/normalize-phone'
import type { LinkedCall, LinkTenant } from './link-question'

/** Digits networks send for a number they withhold. */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

/**
 * The numbers of a call that may be a customer's, likeliest first, in E.164: of an inbound call the one that called, of an
 * outbound one the one dialled. The business's own, withheld and unparsable ones are nobody's.
 */
export function customerNumbers(
  call: Pick<LinkedCall, 'direction' | 'fromPhone' | 'toPhone'>,
  tenant: Pick<LinkTenant, 'regions' | 'ownNumbers'>,
): string[] {
  const read = (raw: string | null) =>
    raw === null || WITHHELD.has(raw.trim())
      ? null
      : normalizePhone(raw.replace(/^(?:tel|sip):|[@;].*$/gi, '').replace(/^\((\+\d+)\)/, '$1'), tenant.regions)
  const own = new Set(tenant.ownNumbers.map((number) => read(number) ?? number))
  const from = read(call.fromPhone)
  const to = read(call.toPhone)
  const isOwn = (number: string | null) => number !== null && own.has(number)
  const isOutbound = call.direction === 'outbound' || (call.direction === 'unknown' && isOwn(from))
  // A direction that contradicts the numbers is a mislabelled one.
  const ordered = isOutbound ? [to, isOwn(to) ? from : null] : [from, isOwn(from) || call.direction === 'unknown' ? to : null]
  return [...new Set(ordered.filter((number) => number !== null && !own.has(number)))].filter((number) => number !== null)
}
