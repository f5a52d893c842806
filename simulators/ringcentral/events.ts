import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** How events go wrong. */
export const eventTrouble = z.strictObject({
  /** Each event is sent this many times in all. */
  copies: z.number().int().min(1).max(20).optional(),
  /** A call's events are held back until it is understood, and sent last first. */
  isReversed: z.boolean().optional(),
  /** Never sent: Setup, Answered, Disconnected, insights. */
  omit: z.array(z.string()).optional(),
  /** With a token that is not the subscription's. */
  isForged: z.boolean().optional(),
  /** The token comes as `Validation-Token`, as of older subscriptions. */
  isOldStyle: z.boolean().optional(),
  /** Proven, and not JSON. */
  isGarbage: z.boolean().optional(),
})
export type EventTrouble = z.output<typeof eventTrouble>

const ATTEMPTS = 3
const TIMEOUT_MS = 10_000
const HANDSHAKE_MS = 3000
const MAX_HANDSHAKE_BYTES = 1024

/** The subscription request: a body-less POST whose `Validation-Token` has to come back within three seconds. */
export async function shakeHands(address: string): Promise<boolean> {
  const token = randomUUID()
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'validation-token': token, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(HANDSHAKE_MS),
    })
    const body = await response.arrayBuffer()
    const headers = [...response.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
    return response.status === 200 && response.headers.get('validation-token') === token && body.byteLength + headers <= MAX_HANDSHAKE_BYTES
  } catch {
    return false
  }
}

/** Posts an event; what is not answered with 200 is sent again, three times in all. */
export async function postEvent(
  to: { address: string; verificationToken: string | null },
  event: object,
  { trouble, retryMs, onAnswer }: { trouble: EventTrouble; retryMs: number; onAnswer: (status: number | null) => void },
): Promise<void> {
  const body = trouble.isGarbage ? '{"uuid":' : JSON.stringify(event)
  const token = trouble.isForged ? randomBytes(16).toString('hex') : to.verificationToken
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token) headers[trouble.isOldStyle ? 'validation-token' : 'verification-token'] = token
  for (let copy = 0; copy < (trouble.copies ?? 1); copy += 1) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const status = await post(to.address, body, headers)
      onAnswer(status)
      if (status === 200) break
      if (attempt < ATTEMPTS) await wait(retryMs * attempt)
    }
  }
}

/** @returns null when nobody answered */
async function post(address: string, body: string, headers: Record<string, string>): Promise<number | null> {
  try {
    const response = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
