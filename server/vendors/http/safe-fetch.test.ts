import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VendorError } from '../../domain/errors/vendor-error'
import { isPublicAddress } from './public-address'
import { createSafeFetch } from './safe-fetch'

let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => void response.end('sound')
const server = createServer((request, response) => handle(request, response))
const folder = mkdtempSync(join(tmpdir(), 'voicedesk-safe-fetch-'))
let origin: string
let port: number
let files = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  origin = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

const never = new AbortController().signal
const LIMITS = { maxBytes: 1000, totalMs: 2000 }
const newPath = () => {
  files += 1
  return join(folder, String(files))
}
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
const refused = expect.objectContaining({ code: 'private_url' })

describe('addresses', () => {
  test.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ['10.0.0.1', '172.16.5.4', '192.168.1.1', '127.0.0.1', '127.9.9.9', '0.0.0.0', '169.254.169.254', '100.64.0.1', '100.127.255.255'],
    ['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1', '192.0.0.8', '192.88.99.1'],
    ['::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '3fff::1', '100::1', 'fec0::1'],
    ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ['', 'localhost', '1', '999.1.1.1', '2130706433'],
  ])('none of %s, %s … is', (...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([])
  })
})

describe('an address that is given', () => {
  const { check } = createSafeFetch({ trustedBaseUrls: [], resolve: async () => [{ address: '93.184.216.34', family: 4 }] })

  test.each(['https://example.com/a.wav', 'http://example.com:8080/a?b=c'])('%s may be fetched', async (url) => {
    await expect(check(url, never)).resolves.toBeUndefined()
  })

  test.each([
    'ftp://example.com/a',
    'file:///etc/passwd',
    'gopher://example.com',
    'data:audio/wav;base64,AAAA',
    'https://user:pass@example.com/a',
    'not a url',
    '',
    'http://',
    `https://example.com/${'a'.repeat(5000)}`,
    'http://127.0.0.1/a',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/a',
    'http://[::ffff:127.0.0.1]/a',
    'http://[fe80::1]/a',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.1.1/',
    'http://0/',
  ])('%s may not', async (url) => {
    expect(await errorOf(check(url, never))).toEqual(refused)
  })

  test.each<[string, string[] | Error]>([
    ['a private address', ['192.168.0.1']],
    ['a private address beside a public one', ['93.184.216.34', '10.0.0.1']],
    ['a loopback one in IPv6 clothes', ['::ffff:127.0.0.1']],
    ['no address at all', []],
    ['nothing, it cannot be resolved', new Error('ENOTFOUND')],
  ])('a name of %s may not', async (_case, addresses) => {
    const resolve = async () => {
      if (addresses instanceof Error) throw addresses
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    }
    expect(await errorOf(createSafeFetch({ trustedBaseUrls: [], resolve }).check('https://example.com', never))).toEqual(refused)
  })

  test('only the exact origin of a configured base URL is exempt', async () => {
    const { check } = createSafeFetch({ trustedBaseUrls: ['http://127.0.0.1:3002/retell'] })
    await expect(check('http://127.0.0.1:3002/retell/recordings/a.wav', never)).resolves.toBeUndefined()
    for (const url of ['http://127.0.0.1:3003/', 'https://127.0.0.1:3002/', 'http://localhost:3002/', 'http://127.0.0.1:3002@127.0.0.1/']) {
      expect(await errorOf(check(url, never))).toEqual(refused)
    }
  })
})

describe('a download', () => {
  const trusting = () => createSafeFetch({ trustedBaseUrls: [origin] })

  test('is written to its file', async () => {
    handle = (_request, response) => void response.writeHead(200, { 'content-type': 'audio/wav' }).end('RIFF sound')
    const path = newPath()
    expect(await trusting().download(`${origin}/a`, path, LIMITS, never)).toEqual({ sizeBytes: 10, contentType: 'audio/wav' })
    expect(readFileSync(path, 'utf8')).toBe('RIFF sound')
  })

  test('goes to the address that was checked, however the name resolves a moment later', async () => {
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return [{ address: asked.length === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const rebound = createSafeFetch({ trustedBaseUrls: [], resolve, isPublic: (address) => address === '127.0.0.1' })
    const hosts: (string | undefined)[] = []
    handle = (request, response) => {
      hosts.push(request.headers.host)
      response.end('there')
    }
    await rebound.download(`http://rebind.example:${port}/a`, newPath(), LIMITS, never)
    expect({ asked, hosts }).toEqual({ asked: ['rebind.example'], hosts: [`rebind.example:${port}`] })
    expect(await errorOf(rebound.download(`http://rebind.example:${port}/a`, newPath(), LIMITS, never))).toEqual(refused)
  })

  test.each(['http://169.254.169.254/latest', 'http://[::1]/', 'file:///etc/passwd', '//10.0.0.1/a'])(
    'does not follow a redirect to %s',
    async (location) => {
      handle = (_request, response) => void response.writeHead(302, { location }).end()
      expect(await errorOf(trusting().download(`${origin}/a`, newPath(), LIMITS, never))).toEqual(refused)
    },
  )

  test('follows a redirect that is good, relative ones too', async () => {
    handle = (request, response) => {
      if (request.url === '/b') response.end('there')
      else response.writeHead(307, { location: '/b' }).end()
    }
    const path = newPath()
    await trusting().download(`${origin}/a`, path, LIMITS, never)
    expect(readFileSync(path, 'utf8')).toBe('there')
  })

  test('does not run in circles', async () => {
    handle = (_request, response) => void response.writeHead(302, { location: '/a' }).end()
    expect(await errorOf(trusting().download(`${origin}/a`, newPath(), LIMITS, never))).toMatchObject({ options: { retryable: false } })
  })

  test.each([
    ['announced', (response: ServerResponse) => void response.writeHead(200, { 'content-length': '2000' }).end('a'.repeat(2000))],
    ['not announced', (response: ServerResponse) => void response.write('a'.repeat(2000), () => response.end())],
  ])('that is too large, %s, leaves nothing behind', async (_case, answer) => {
    handle = (_request, response) => answer(response)
    const path = newPath()
    expect(await errorOf(trusting().download(`${origin}/a`, path, LIMITS, never))).toMatchObject({ code: 'file_too_large' })
    expect(existsSync(path)).toBe(false)
  })

  test('that never ends is given up in time', async () => {
    handle = (_request, response) => void response.write('a')
    const path = newPath()
    const error = await errorOf(trusting().download(`${origin}/a`, path, { ...LIMITS, totalMs: 50 }, never))
    expect(error).toMatchObject({ name: 'VendorError', options: { retryable: true } })
    expect(existsSync(path)).toBe(false)
  })

  test('that breaks off is none', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => response.destroy())
    }
    const path = newPath()
    expect(await errorOf(trusting().download(`${origin}/a`, path, LIMITS, never))).toBeInstanceOf(VendorError)
    expect(existsSync(path)).toBe(false)
  })

  test.each([
    [404, false],
    [403, false],
    [500, true],
    [429, true],
  ])('answered with %d: worth another attempt? %s', async (status, retryable) => {
    handle = (_request, response) => void response.writeHead(status).end()
    expect(await errorOf(trusting().download(`${origin}/a`, newPath(), LIMITS, never))).toMatchObject({ options: { retryable, status } })
  })
})
