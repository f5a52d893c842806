import NextAuth, { type AuthOptions } from 'next-auth'
import { z } from 'zod'
import { DomainError } from '../domain/errors/domain-error'
import { clientAddress } from '../http/client-address'
import { readBody } from '../http/read-body'
import { respondError, respondJson } from '../http/respond'
import { type AuthAttempt, type AuthServices, type AuthSettings, createAuthOptions, SessionEnded } from './options'

const MAX_BODY_BYTES = 64 * 1024

export type AuthDoor = { services: AuthServices; settings: AuthSettings & { TRUSTED_PROXIES: number; APP_URL: string } }

/**
 * `/api/auth/*`: next-auth behind our limits and with our errors. It is driven through the door it has for plain requests and responses,
 * which lets the answer be judged before it leaves.
 * @param path what follows `/api/auth/`
 */
export async function handleAuth(request: Request, path: string[], { services, settings }: AuthDoor): Promise<Response> {
  const attempt: AuthAttempt = { address: clientAddress(request.headers, settings.TRUSTED_PROXIES), failure: null }
  try {
    refuseForeignPost(request, settings.APP_URL)
    const body = request.method === 'POST' ? await readFields(request) : {}
    const query = Object.fromEntries(new URL(request.url).searchParams)
    refuseForeignCallback(query.callbackUrl ?? body.callbackUrl)
    const answer = await askNextAuth(
      {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        cookies: cookiesOf(request),
        query: { ...query, nextauth: path },
        body,
      },
      createAuthOptions(services, settings, attempt),
    )
    if (attempt.failure && !(attempt.failure instanceof SessionEnded)) return respondError(attempt.failure, request)
    return answerOf(answer, body.json === 'true', request)
  } catch (error) {
    return respondError(error, request)
  }
}

type Fields = Record<string, string>
type NodeAnswer = { status: number; headers: Headers; body: unknown }

// The CSRF token proves each POST as well; a page of another site is sent away before that.
function refuseForeignPost(request: Request, appUrl: string): void {
  const origin = request.headers.get('origin')
  if (request.method !== 'POST' || origin === null) return
  const isOurs =
    URL.canParse(origin) && (new URL(origin).origin === new URL(appUrl).origin || new URL(origin).host === request.headers.get('host'))
  if (!isOurs) throw new DomainError('foreign_origin', 'This request did not come from the dashboard.')
}

async function readFields(request: Request): Promise<Fields> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const text = new TextDecoder().decode(await readBody(request, MAX_BODY_BYTES))
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(text))
  if (type === 'application/json') return readJsonFields(text)
  if (text === '') return {}
  throw new DomainError('unsupported_media_type', 'Send a form or JSON.')
}

function readJsonFields(text: string): Fields {
  try {
    const fields = z.record(z.string(), z.unknown()).parse(text === '' ? {} : JSON.parse(text))
    return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (isPlain(value) ? [[name, String(value)]] : [])))
  } catch {
    throw new DomainError('malformed_json', 'The body is not a JSON object.')
  }
}

function isPlain(value: unknown): boolean {
  return ['string', 'boolean', 'number'].includes(typeof value)
}

function refuseForeignCallback(callbackUrl: string | undefined): void {
  if (callbackUrl === undefined || isCallback(callbackUrl)) return
  throw new DomainError('invalid_input', 'callbackUrl is not an address of this site', {
    fields: { callbackUrl: 'not an address of this site' },
  })
}

function isCallback(url: string): boolean {
  if (/^\/(?![/\\])/.test(url)) return true
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

/** Without a remembered callback that is none: next-auth takes it for a mistake in its settings. */
function cookiesOf(request: Request): Fields {
  const pairs = (request.headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const [name, ...value] = pair.trim().split('=')
    return name ? [[name, decode(value.join('='))] as const] : []
  })
  return Object.fromEntries(pairs.filter(([name, value]) => !name.endsWith('next-auth.callback-url') || isCallback(value)))
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

type NodeRequest = { method: string; headers: Fields; cookies: Fields; query: Record<string, string | string[]>; body: Fields }

async function askNextAuth(request: NodeRequest, options: AuthOptions): Promise<NodeAnswer> {
  const answer: NodeAnswer = { status: 200, headers: new Headers(), body: null }
  const response = {
    status(code: number) {
      answer.status = code
      return response
    },
    getHeader: (name: string) =>
      name.toLowerCase() === 'set-cookie' ? answer.headers.getSetCookie() : (answer.headers.get(name) ?? undefined),
    setHeader(name: string, value: string | string[]) {
      answer.headers.delete(name)
      for (const one of [value].flat()) answer.headers.append(name, one)
      return response
    },
    json(body: unknown) {
      answer.body = body
    },
    send(body: unknown) {
      answer.body = body
    },
    end() {},
  }
  await (NextAuth as (...args: unknown[]) => Promise<void>)(request, response, options)
  return answer
}

const redirected = z.object({ url: z.string() })

function answerOf({ status, headers, body }: NodeAnswer, wantsJson: boolean, request: Request): Response {
  headers.set('cache-control', 'no-store')
  const target = redirected.safeParse(body).data?.url ?? headers.get('location') ?? ''
  if (target.includes('csrf=true'))
    return refused(new DomainError('csrf_mismatch', 'The form is too old. Reload the page and try again.'), target, headers)
  if (wantsJson && status === 401)
    return refused(new DomainError('invalid_credentials', 'That e-mail address and password do not go together.'), target, headers)
  if (status >= 400 && status !== 401) return respondError(new DomainError('not_found', 'There is no such way to sign in.'), request)
  if (body === null || body === undefined) return new Response(null, { status, headers })
  headers.delete('content-length')
  return typeof body === 'string' ? new Response(body, { status, headers: textHeaders(headers) }) : Response.json(body, { status, headers })
}

/** Keeps `url`, by which next-auth's own client learns of an error. */
function refused(error: DomainError, target: string, given: Headers): Response {
  const url = new URL(target)
  if (!url.searchParams.has('error')) url.searchParams.set('error', error.code)
  const response = respondJson(
    { url: url.href, error: { code: error.code, message: error.message } },
    error.code === 'csrf_mismatch' ? 403 : 401,
  )
  for (const cookie of given.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}

function textHeaders(headers: Headers): Headers {
  if (!headers.has('content-type')) headers.set('content-type', 'text/plain; charset=utf-8')
  return headers
}
