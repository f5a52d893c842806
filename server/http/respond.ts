import { ZodError } from 'zod'
import { DomainError } from '../domain/errors/domain-error'
import { type ErrorKind, errorKindOf } from '../domain/errors/error-kind'
import { log } from '../log'
import { asUnavailable } from './unavailable'

const STATUS: Record<ErrorKind, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  unprocessable: 422,
  too_many_requests: 429,
  unavailable: 503,
}

/** Refusals of somebody no tenant is known for leave their trace in the log alone. */
const NOTED: ReadonlySet<ErrorKind> = new Set(['unauthorized', 'forbidden', 'too_many_requests'])

/** What is answered, before anybody has written it down. */
export type Answer = { status: number; headers: Record<string, string>; body: unknown }

/** JSON that no cache keeps. */
export function answerJson(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'cache-control': 'no-store', ...headers }, body }
}

export function toResponse({ status, headers, body }: Answer): Response {
  return Response.json(body, { status, headers })
}

export function respondJson(body: unknown, status?: number, headers?: Record<string, string>): Response {
  return toResponse(answerJson(body, status, headers))
}

export function respondError(error: unknown, request: Request): Response {
  return toResponse(describeError(error, { method: request.method, path: new URL(request.url).pathname }))
}

/** The one body every error has. What nobody foresaw stays inside: it is logged, and the answer says nothing of it. */
export function describeError(error: unknown, asked: { method: string; path: string }): Answer {
  const unavailable = asUnavailable(error)
  if (unavailable) log.warn({ err: error, ...asked }, 'request cannot be served now')
  const known = unavailable ?? toDomainError(error)
  if (!known) {
    log.error({ err: error, ...asked }, 'request failed')
    return answerJson({ error: { code: 'internal_error', message: 'Something went wrong on our side.' } }, 500)
  }
  const { code, message, details } = known
  const kind = errorKindOf(code)
  if (NOTED.has(kind)) log.info({ code, ...asked }, 'request refused')
  return answerJson({ error: { code, message, ...(details ? { details } : {}) } }, STATUS[kind], headersFor(known))
}

function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof ZodError) return invalidInput(error)
  return null
}

/** @returns `invalid_input` with what is wrong by field, dotted */
export function invalidInput(error: ZodError): DomainError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues.slice(0, 50)) fields[issue.path.map(String).join('.').slice(0, 200)] ??= issue.message
  return new DomainError('invalid_input', 'Some fields are missing or wrong.', { fields })
}

function headersFor({ code, details }: DomainError): Record<string, string> {
  const headers: Record<string, string> = {}
  if (errorKindOf(code) === 'unauthorized') headers['www-authenticate'] = 'Bearer'
  if (typeof details?.retryAfterSeconds === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(details.retryAfterSeconds)))
  if (Array.isArray(details?.allow)) headers.allow = details.allow.join(', ')
  if (typeof details?.sizeBytes === 'number' && code === 'range_not_satisfiable') headers['content-range'] = `bytes */${details.sizeBytes}`
  return headers
}
