import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * The part of the S3 wire protocol the product speaks: path-style PUT, GET with ranges, DELETE, Signature Version 4 in the
 * Authorization header. Signatures are checked from the protocol's description, not by the library under test.
 */
export async function startS3Simulator(options: { accessKeyId: string; secretAccessKey: string; region: string; port?: number }) {
  const objects = new Map<string, { body: Buffer; contentType: string }>()
  /** Statuses the next requests are answered with, whatever they ask. */
  const faults: number[] = []
  const requests: { method: string; path: string; contentLength: string | undefined }[] = []
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => answer(request, body, response))
      .catch(() => response.destroy())
  })

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const path = request.url ?? '/'
    requests.push({ method: request.method ?? '', path, contentLength: request.headers['content-length'] })
    const fault = faults.shift()
    if (fault) fail(response, fault, 'InternalError')
    else if (!isSigned(request, options)) fail(response, 403, 'SignatureDoesNotMatch')
    else serve(request, path, body, response)
  }

  function serve(request: IncomingMessage, path: string, body: Buffer, response: ServerResponse): void {
    if (request.method === 'PUT') {
      objects.set(path, { body, contentType: request.headers['content-type'] ?? 'binary/octet-stream' })
      response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end()
      return
    }
    if (request.method === 'DELETE') {
      objects.delete(path)
      response.writeHead(204).end()
      return
    }
    const found = objects.get(path)
    if (found) sendObject(request, response, found)
    else fail(response, 404, 'NoSuchKey')
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    faults,
    requests,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function sendObject(
  request: IncomingMessage,
  response: ServerResponse,
  { body, contentType }: { body: Buffer; contentType: string },
): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  if (!range) {
    response.writeHead(200, { 'content-type': contentType, 'content-length': body.length, 'accept-ranges': 'bytes' }).end(body)
    return
  }
  const start = Number(range[1])
  const end = Math.min(range[2] ? Number(range[2]) : body.length - 1, body.length - 1)
  if (start >= body.length) {
    response.setHeader('content-range', `bytes */${body.length}`)
    fail(response, 416, 'InvalidRange')
    return
  }
  const part = body.subarray(start, end + 1)
  response
    .writeHead(206, { 'content-type': contentType, 'content-length': part.length, 'content-range': `bytes ${start}-${end}/${body.length}` })
    .end(part)
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function isSigned(request: IncomingMessage, options: { accessKeyId: string; secretAccessKey: string; region: string }): boolean {
  const authorization = request.headers.authorization ?? ''
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    )
  if (!found) return false
  const [, keyId = '', date = '', region = '', signedHeaders = '', signature = ''] = found
  if (keyId !== options.accessKeyId || region !== options.region) return false
  const url = new URL(request.url ?? '/', 'http://simulator')
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const hash = String(request.headers['x-amz-content-sha256'] ?? '')
  const canonical = [request.method, url.pathname, '', headers.join(''), signedHeaders, hash].join('\n')
  const scope = `${date}/${region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', String(request.headers['x-amz-date'] ?? ''), scope, sha256(canonical)].join('\n')
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${options.secretAccessKey}`,
  )
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
