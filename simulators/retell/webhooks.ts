import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** How the vendor's notices go wrong. */
export const webhookTrouble = z.strictObject({
  /** Each notice is sent this many times in all. */
  copies: z.number().int().min(1).max(20).optional(),
  /** A call's notices are held back until it is analysed and sent last first. */
  isReversed: z.boolean().optional(),
  /** Events that are never sent. */
  omit: z.array(z.string()).optional(),
  /** Signed with a key that is not the account's. */
  isForged: z.boolean().optional(),
  /** Signed this long ago. */
  ageMs: z.number().optional(),
  /** Signed, and not JSON. */
  isGarbage: z.boolean().optional(),
  delayMs: z.number().min(0).optional(),
})
export type WebhookTrouble = z.output<typeof webhookTrouble>

export type Delivery = { event: string; callId: string; attempt: number; status: number | null }

const ATTEMPTS = 3
const TIMEOUT_MS = 10_000

/** `x-retell-signature` of a body, as the vendor makes it. */
export function retellSignature(body: string | Uint8Array, apiKey: string, sentMs: number = Date.now()): string {
  return `v=${sentMs},d=${createHmac('sha256', apiKey).update(body).update(String(sentMs)).digest('hex')}`
}

/** Posts a signed notice; what is not answered with 2xx within ten seconds is sent again, three times in all. */
export async function sendNotice(
  notice: { url: string; apiKey: string; event: string; callId: string; body: unknown },
  { trouble, retryMs, onDelivery }: { trouble: WebhookTrouble; retryMs: number; onDelivery: (delivery: Delivery) => void },
): Promise<void> {
  if (trouble.delayMs) await wait(trouble.delayMs)
  const text = trouble.isGarbage ? '{"event":"call_ended","call":' : JSON.stringify(notice.body)
  const key = trouble.isForged ? randomBytes(16).toString('hex') : notice.apiKey
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const status = await post(notice.url, text, retellSignature(text, key, Date.now() - (trouble.ageMs ?? 0)))
    onDelivery({ event: notice.event, callId: notice.callId, attempt, status })
    if (status !== null && status < 300) return
    if (attempt < ATTEMPTS) await wait(retryMs * attempt)
  }
}

/** @returns null when nobody answered */
async function post(url: string, body: string, signature: string): Promise<number | null> {
  try {
    const headers = { 'content-type': 'application/json', 'x-retell-signature': signature }
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
