import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { decodeModem, encodeModem } from '../modem/modem'
import { type CallOptions, placeCall } from './place-call'

/** The least an answering side can be: one door that gives out a stream address, one socket that does as the test says. */
async function answeringSide(onSocket: (socket: WebSocket, frames: Record<string, unknown>[]) => void) {
  const requests: { method: string; url: string; body: string }[] = []
  const frames: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    requests.push({ method: request.method ?? '', url: request.url ?? '', body })
    const { port } = server.address() as AddressInfo
    if (request.url?.includes('/incoming')) response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}/exotel/token`, action: 'bridge' }))
    else response.writeHead(request.url?.includes('passthru') ? 302 : 200, { location: 'x' }).end()
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => frames.push(JSON.parse(data.toString()) as Record<string, unknown>))
    onSocket(socket, frames)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets.clients) socket.terminate()
      server.close(() => resolve())
      server.closeAllConnections()
    })
  cleanups.push(close)
  return { requests, frames, appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of cleanups.splice(0)) await close()
})

const numbers: Omit<CallOptions, 'appUrl'> = { secret: 's3cret', from: '09876543210', to: '08047491899', frameMs: 20 }
const media = (sid: unknown, pcm: Int16Array) =>
  JSON.stringify({
    event: 'media',
    stream_sid: sid,
    media: { payload: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64') },
  })

test('asks, streams, hears, returns marks, hangs up and reports', async () => {
  const spoken = encodeModem('Good morning', 8000)
  const side = await answeringSide((socket, frames) => {
    socket.once('message', () => undefined)
    const timer = setInterval(() => {
      const start = frames.find((frame) => frame.event === 'start')
      if (!start) return
      clearInterval(timer)
      for (let at = 0; at < spoken.length; at += 1600) socket.send(media(start.stream_sid, padded(spoken.subarray(at, at + 1600))))
      socket.send(JSON.stringify({ event: 'mark', stream_sid: start.stream_sid, mark: { name: 'greeting' } }))
    }, 5)
  })
  const question = encodeModem('What are your hours?', 8000)
  const report = await placeCall({ ...numbers, appUrl: side.appUrl, callbacks: ['status', 'passthru'] }, async (call) => {
    await call.untilAgentSpeaks()
    await call.say(question)
    await call.press('1#', 10)
    await call.untilAgentIsSilent(100)
  })

  expect(report.incoming).toMatchObject({ status: 200, body: { action: 'bridge' } })
  expect(
    decodeModem(report.heard, 8000)
      .map((packet) => packet.text)
      .join(''),
  ).toBe('Good morning')
  expect(report.marksReturned).toEqual([{ name: 'greeting', atMs: expect.any(Number) }])
  expect(report.marksReturned[0]?.atMs).toBeGreaterThanOrEqual((report.firstAudioMs ?? 0) + spoken.length / 8 - 1)
  expect(report.violations).toEqual([])
  expect(report.closed).toMatchObject({ by: 'caller' })
  expect(report.callbacks).toEqual([
    { kind: 'status', status: 200, location: 'x' },
    { kind: 'passthru', status: 302, location: 'x' },
  ])

  expect(side.frames.slice(0, 3).map((frame) => frame.event)).toEqual(['connected', 'start', 'media'])
  expect(side.frames.at(-1)).toMatchObject({ event: 'stop', stop: { reason: 'callended' } })
  expect(side.frames.filter((frame) => frame.event === 'dtmf')).toMatchObject([{ dtmf: { digit: '1' } }, { dtmf: { digit: '#' } }])
  const sent = side.frames.flatMap((frame) => (frame.event === 'media' ? [(frame as { media: { payload: string } }).media.payload] : []))
  const bytes = Buffer.concat(sent.map((payload) => Buffer.from(payload, 'base64')))
  const pcm = new Int16Array(bytes.length / 2)
  new Uint8Array(pcm.buffer).set(bytes)
  expect(
    decodeModem(pcm, 8000)
      .map((packet) => packet.text)
      .join(''),
  ).toBe('What are your hours?')
  expect(side.requests[0]?.url).toContain('CallFrom=09876543210')
  expect(side.requests.at(-1)?.url).toContain('Stream%5BDisconnectedBy%5D=user')
})

test('clear is heard as silence and frames the vendor forbids are noted', async () => {
  const side = await answeringSide((socket, frames) => {
    const timer = setInterval(() => {
      const start = frames.find((frame) => frame.event === 'start')
      if (!start) return
      clearInterval(timer)
      socket.send(media(start.stream_sid, new Int16Array(80_000).fill(1000)))
      socket.send(JSON.stringify({ event: 'clear', stream_sid: start.stream_sid }))
      socket.send(media(start.stream_sid, new Int16Array(3)))
      socket.send(JSON.stringify({ event: 'mark', mark: { name: 'no stream' } }))
      socket.close(1000, 'done')
    }, 5)
  })
  const report = await placeCall({ ...numbers, appUrl: side.appUrl }, (call) => call.untilClosed())
  expect(report.clears).toHaveLength(1)
  expect(report.clears[0]?.droppedMs).toBeGreaterThan(9_000)
  expect(report.violations).toEqual([
    'media of 160000 bytes is too large',
    'media of 6 bytes is no multiple of 320',
    'mark with another stream_sid',
  ])
  expect(report.closed).toMatchObject({ code: 1000, reason: 'done', by: 'agent' })
})

test('a refused stream is reported, not thrown', async () => {
  const server = createServer((_request, response) => {
    const { port } = server.address() as AddressInfo
    response.end(JSON.stringify({ url: `ws://127.0.0.1:${port}/exotel/spent` }))
  })
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())))
  const report = await placeCall({ ...numbers, appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, () =>
    Promise.resolve(),
  )
  expect(report.closed).toMatchObject({ code: 1006, reason: 'HTTP 401' })
})

function padded(pcm: Int16Array): Int16Array {
  const whole = new Int16Array(Math.ceil(pcm.length / 160) * 160)
  whole.set(pcm)
  return whole
}
