import pino from 'pino'
import { logLevel } from './env'

/** Keys whose values are personal, secret or somebody's words. Log lines carry ids and states. */
const WITHHELD =
  /(phone|^from$|^to$|e?mail|^text$|heard|transcript|content|prompt|greeting|summary|payload|^body$|password|secret|token|^authorization$|cookie|api_?key|^name$|^url$|headers)/i
/** Captures, so that splitting by it keeps the ids at odd places. */
const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i
const MAX_DEPTH = 4

/**
 * The one logger: `log.info({ callId }, 'call closed')`, object first, fixed message, ids only. Values under personal or
 * secret keys are withheld whatever is passed, and phone numbers and addresses inside error messages are masked.
 */
export const log = pino({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (line) => withhold(line, 0) as Record<string, unknown>,
  },
  // The formatter above has already turned errors into plain objects.
  serializers: { err: (value: unknown) => value },
})

export type Log = typeof log

/** A logger whose every line names the process it comes from. */
export function processLog(processName: string): Log {
  return log.child({ process: processName })
}

/** What may be logged of `value`. Errors keep class, code, masked message and stack. */
export function withhold(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value, depth)
  if (value instanceof Date || value === null || typeof value !== 'object') return typeof value === 'string' ? maskPersonal(value) : value
  if (depth >= MAX_DEPTH) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => withhold(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, WITHHELD.test(key) ? '[withheld]' : withhold(item, depth + 1)]),
  )
}

function describeError(error: Error & { code?: unknown; status?: unknown }, depth: number): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return {
    type: error.name,
    ...(error.code === undefined ? {} : { code: error.code }),
    message: maskPersonal(error.message),
    stack: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause instanceof Error && depth < MAX_DEPTH ? { cause: describeError(error.cause, depth + 1) } : {}),
  }
}

/** Masks e-mail addresses, credentials in URLs, and digit runs long enough to be a phone number; row ids stay. */
export function maskPersonal(text: string): string {
  return text
    .split(UUID)
    .map((part, index) => (index % 2 === 1 ? part : maskPart(part)))
    .join('')
}

function maskPart(part: string): string {
  return part
    .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[email]')
    .replace(/(\w+:\/\/)[^\s/@]+@/g, '$1[credentials]@')
    .replace(/\+?\d(?:[\s().-]{0,2}\d){7,}/g, '[number]')
}
