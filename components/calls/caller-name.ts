import { formatPhone } from '@/server/domain/phones/format-phone'

type Named = { isTest: boolean; contactName: string | null; direction: 'INBOUND' | 'OUTBOUND'; from: string | null; to: string | null }

/** The other end of a call, E.164; null when withheld. */
export function otherPhone(call: Pick<Named, 'direction' | 'from' | 'to'>): string | null {
  return call.direction === 'INBOUND' ? call.from : call.to
}

/** Who the call was with, as a list shows it. */
export function callerName(call: Named): string {
  if (call.contactName) return call.contactName
  if (call.isTest) return 'Test call'
  const phone = otherPhone(call)
  return phone ? formatPhone(phone) : 'Number withheld'
}
