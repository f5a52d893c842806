import { z } from 'zod'
import { vendorEndStatus } from '../calls/advance-call'

/**
 * What a telephone company tells about a call in one request, in our words. Every field may be absent: only a subset
 * arrives, depending on where in the flow the request is made.
 */
export const callDelivery = z.object({
  vendorCallId: z.string().nullable(),
  /** As the vendor writes them; null when withheld or absent. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  /** How the call ended; null while it has not, or when the delivery does not say. */
  endStatus: vendorEndStatus.nullable(),
  durationSeconds: z.number().int().min(0).nullable(),
  /** ISO 8601; null when not told. */
  endedAt: z.iso.datetime().nullable(),
  /** How the audio stream ended; null when the delivery is not about one. */
  stream: z
    .object({ status: z.enum(['completed', 'failed', 'cancelled']), durationSeconds: z.number().int().min(0).nullable() })
    .nullable(),
  /** Everything that was sent, for the record: without our secret and without stream tokens. */
  fields: z.record(z.string(), z.unknown()),
})
export type CallDelivery = z.infer<typeof callDelivery>

/** A request as it arrived. */
export type RawDelivery = { query: URLSearchParams; contentType: string | null; body: Uint8Array }

/** Reads a vendor's deliveries. @throws DomainError `malformed_body`, `unsupported_media_type` */
export type ReadCallDelivery = (raw: RawDelivery) => Promise<CallDelivery>
