import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the moment in a signature may lie from ours, either way. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000

const FORMAT = /^v=(\d{1,16}),d=([0-9a-f]{64})$/

/**
 * Whether Retell signed exactly these bytes, less than five minutes from `nowMs`, with this key.
 * Header `x-retell-signature`: `v=<unix ms>,d=<hex HMAC-SHA256 of body + ms>` (vendors.md §2.4).
 * Not through the vendor's SDK: its check is asynchronous in some releases, and a forgotten `await` lets everything pass.
 */
export function isRetellSignature(signed: { header: string | null; body: Uint8Array; apiKey: string; nowMs: number }): boolean {
  const parts = FORMAT.exec(signed.header ?? '')
  const [, sentMs = '', digest = ''] = parts ?? []
  if (!parts || !signed.apiKey || Math.abs(signed.nowMs - Number(sentMs)) > SIGNATURE_WINDOW_MS) return false
  return timingSafeEqual(digestOf(signed.body, sentMs, signed.apiKey), Buffer.from(digest, 'hex'))
}

function digestOf(body: Uint8Array, sentMs: string, apiKey: string): Buffer {
  return createHmac('sha256', apiKey).update(body).update(sentMs).digest()
}
