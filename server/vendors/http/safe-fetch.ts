import { lookup as resolveSystem } from 'node:dns/promises'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DomainError } from '../../domain/errors/domain-error'
import { VendorError } from '../../domain/errors/vendor-error'
import type { RemoteFiles, ShownHeaders } from '../../ports/remote-files'
import { isPublicAddress } from './public-address'
import { failureOfConnection, failureOfContent, failureOfStatus } from './vendor-failure'

export type SafeFetchOptions = {
  /** URLs whose exact origins are reached whatever their address: the base URLs vendors are configured with. */
  trustedBaseUrls: string[]
  /** All addresses of a host. Replaced in tests. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
  /** What may be connected to. Replaced in tests, which have nothing public to connect to. */
  isPublic?: (address: string) => boolean
}

const VENDOR = 'remote file'
const MAX_REDIRECTS = 5
const MAX_URL_LENGTH = 4000
const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Target = { url: URL; pinned: { address: string; family: number } | null }

/**
 * Fetches from addresses others gave us. A host's name is resolved once, all its addresses are checked, and the connection goes
 * to the address that was checked: a name that resolves differently a moment later leads nowhere else.
 */
export function createSafeFetch({ trustedBaseUrls, resolve = resolveAll, isPublic = isPublicAddress }: SafeFetchOptions): RemoteFiles {
  const trusted = new Set(trustedBaseUrls.map((url) => new URL(url).origin))

  async function readTarget(text: string, base?: URL): Promise<Target> {
    if (text.length > MAX_URL_LENGTH || !URL.canParse(text, base)) throw refused()
    const url = new URL(text, base)
    if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) throw refused()
    if (trusted.has(url.origin)) return { url, pinned: null }
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host).catch(() => [])
    const [pinned] = addresses
    if (!pinned || !addresses.every(({ address }) => isPublic(address))) throw refused()
    return { url, pinned }
  }

  async function open(text: string, signal: AbortSignal, shown: ShownHeaders | null): Promise<IncomingMessage> {
    let target = await readTarget(text)
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await send(target, signal, shown?.origins.includes(target.url.origin) ? shown.headers : {})
      const { statusCode = 0, headers } = response
      if (!REDIRECTS.has(statusCode)) return response
      response.destroy()
      if (!headers.location) throw failureOfContent(VENDOR, 'a redirect to nowhere')
      target = await readTarget(headers.location, target.url)
    }
    throw new VendorError(VENDOR, 'redirects without end', { retryable: false })
  }

  return {
    async check(url) {
      await readTarget(url)
    },

    async download(url, path, { maxBytes, totalMs }, callerSignal, shown = null) {
      const signal = AbortSignal.any([callerSignal, AbortSignal.timeout(totalMs)])
      let isWritten = false
      try {
        const response = await open(url, signal, shown)
        response.on('error', () => undefined)
        const status = response.statusCode ?? 0
        if (status !== 200) {
          response.destroy()
          throw failureOfStatus(VENDOR, status, new Headers({ 'retry-after': response.headers['retry-after'] ?? '' }))
        }
        if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
          response.destroy()
          throw tooLarge()
        }
        isWritten = true
        const counter = countBytes(maxBytes)
        await pipeline(response, counter.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal })
        if (!response.complete) throw failureOfContent(VENDOR, 'half a file')
        return { sizeBytes: counter.bytes(), contentType: response.headers['content-type'] ?? null }
      } catch (error) {
        if (isWritten) await rm(path, { force: true })
        callerSignal.throwIfAborted()
        if (error instanceof DomainError || error instanceof VendorError) throw error
        throw failureOfConnection(VENDOR, error)
      }
    },
  }
}

/** The request goes to the address that was checked; name and certificate stay those of the URL. */
function send({ url, pinned }: Target, signal: AbortSignal, shown: Record<string, string>): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const lookup: LookupFunction | undefined =
    pinned === null ? undefined : (_host, options, done) => (options.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family))
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept could have been opened for another address.
    request(url, {
      method: 'GET',
      agent: false,
      signal,
      headers: { ...shown, accept: '*/*', 'accept-encoding': 'identity' },
      ...(lookup ? { lookup } : {}),
    })
      .once('response', resolve)
      .once('error', reject)
      .end()
  })
}

function countBytes(maxBytes: number) {
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) done(tooLarge())
      else done(null, chunk)
    },
  })
  return { stream, bytes: () => bytes }
}

function resolveAll(host: string): Promise<{ address: string; family: number }[]> {
  return resolveSystem(host, { all: true, verbatim: true })
}

function refused(): DomainError {
  return new DomainError('private_url', 'This address cannot be fetched: it is not a public http or https address.')
}

function tooLarge(): DomainError {
  return new DomainError('file_too_large', 'The file is larger than can be kept.')
}
