import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { type CallbackEncoding, sendCallback, statusFields, streamFields } from './callbacks'
import { PlaybackClock } from './playback-clock'
import { createFrameWriter, readAgentFrame, type Spelling } from './stream-frames'

export type CallOptions = {
  /** Origin of the web application: `http://127.0.0.1:3000`. */
  appUrl: string
  /** The stream's address, where it is known already: nobody is asked for one. */
  streamUrl?: string
  /** The tenant's webhook secret. */
  secret: string
  /** As the vendor would write it; blank when withheld. */
  from: string
  to: string
  callSid?: string
  accountSid?: string
  incoming?: { method?: 'GET' | 'POST'; encoding?: CallbackEncoding; extra?: Record<string, string> }
  sampleRateHz?: 8000 | 16000 | 24000
  /** Size of the frames sent. The vendor's are about 100 ms; implementations also see 10 and 20. */
  frameMs?: number
  spelling?: Spelling
  customParameters?: Record<string, string>
  /** Sent where the caller says nothing; looped. Silence when absent. */
  background?: Int16Array
  /** Return marks of audio that `clear` dropped, as some streams do. */
  returnsLostMarks?: boolean
  /** Which notices follow the call, in this order. Repeat one for a duplicate. */
  callbacks?: ('passthru' | 'status')[]
  callbackEncoding?: CallbackEncoding
  streamField?: 'bracketed' | 'json'
  /** Ends the call whatever happens. */
  maxMs?: number
}

export type CallReport = {
  callSid: string
  streamSid: string
  /** The answer to the incoming-call request. */
  incoming: { status: number; body: Record<string, unknown> | null }
  /** Null when the stream was never opened. */
  streamUrl: string | null
  /** Milliseconds since `start` was sent, like all times here. */
  firstAudioMs: number | null
  frames: { atMs: number; bytes: number; queuedMs: number }[]
  clears: { atMs: number; droppedMs: number; droppedMarks: string[] }[]
  marksReturned: { atMs: number; name: string }[]
  /** Frames the vendor's documents forbid. */
  violations: string[]
  sampleRateHz: number
  /** What the caller heard, from `start` on, silence included. */
  heard: Int16Array
  closed: { atMs: number; code: number; reason: string; by: 'agent' | 'caller' } | null
  callbacks: { kind: 'passthru' | 'status'; status: number; location: string | null }[]
}

/** A call under way. Times are milliseconds since `start` was sent. */
export type SimulatedCall = {
  readonly callSid: string
  readonly streamSid: string
  nowMs(): number
  /** Speaks: resolves when the last sample has been sent. */
  say(pcm: Int16Array): Promise<void>
  /** Goes on saying nothing for so long. */
  pause(ms: number): Promise<void>
  press(digits: string, gapMs?: number): Promise<void>
  isAgentSpeaking(): boolean
  /** @throws Error when it does not come true in time, or the call ends before it does */
  until(what: string, isTrue: (call: SimulatedCall) => boolean, timeoutMs?: number): Promise<void>
  untilAgentSpeaks(timeoutMs?: number): Promise<void>
  /** Until nothing has been played for `quietMs`. */
  untilAgentIsSilent(quietMs?: number, timeoutMs?: number): Promise<void>
  untilClosed(timeoutMs?: number): Promise<void>
  clearCount(): number
  heardSoFar(): Int16Array
  /** The caller hangs up: `stop`, then the socket closes. */
  hangUp(reason?: 'callended' | 'stopped'): void
  /** The network stalls: nothing is sent for so long, then all of it at once. */
  stall(ms: number): void
  /** The network goes away: no `stop`, no closing handshake. */
  cut(): void
  sendRaw(frame: string | Buffer): void
}

/**
 * Places one call the way Exotel does: asks `/webhooks/exotel/incoming`, opens the stream it is given, sends audio at the pace of
 * time, plays what comes back, returns marks, and reports status and passthru afterwards.
 * @param talk what the caller does; when it returns, the caller hangs up
 */
export async function placeCall(options: CallOptions, talk: (call: SimulatedCall) => Promise<void>): Promise<CallReport> {
  const callSid = options.callSid ?? randomBytes(16).toString('hex')
  const answer = options.streamUrl ? { status: 200, body: { url: options.streamUrl } } : await askIncoming(options, callSid)
  const streamUrl = typeof answer.body?.url === 'string' ? answer.body.url : null
  const report: CallReport = {
    callSid,
    streamSid: randomBytes(16).toString('hex'),
    incoming: answer,
    streamUrl,
    firstAudioMs: null,
    frames: [],
    clears: [],
    marksReturned: [],
    violations: [],
    sampleRateHz: options.sampleRateHz ?? 8000,
    heard: new Int16Array(0),
    closed: null,
    callbacks: [],
  }
  if (streamUrl) await stream(streamUrl, options, report, talk)
  for (const kind of options.callbacks ?? []) {
    const encoding = options.callbackEncoding ?? 'form'
    const fields = kind === 'status' ? statusFields(report, options) : streamFields(report, options, options.streamField ?? 'bracketed')
    const url = `${options.appUrl}/webhooks/exotel/${kind}?secret=${encodeURIComponent(options.secret)}`
    const response = await sendCallback(url, kind === 'status' ? 'POST' : 'GET', encoding, fields)
    report.callbacks.push({ kind, status: response.status, location: response.headers.get('location') })
    await response.body?.cancel()
  }
  return report
}

async function askIncoming(options: CallOptions, callSid: string): Promise<CallReport['incoming']> {
  const { method = 'GET', encoding = 'form', extra = {} } = options.incoming ?? {}
  const fields = {
    CallSid: callSid,
    CallFrom: options.from,
    CallTo: options.to,
    Direction: 'incoming',
    CallStatus: 'ringing',
    From: options.from,
    To: options.to,
    ...extra,
  }
  const url = `${options.appUrl}/webhooks/exotel/incoming?secret=${encodeURIComponent(options.secret)}`
  const response = await sendCallback(url, method, encoding, fields)
  const text = await response.text()
  try {
    return { status: response.status, body: JSON.parse(text) as Record<string, unknown> }
  } catch {
    return { status: response.status, body: null }
  }
}

async function stream(url: string, options: CallOptions, report: CallReport, talk: (call: SimulatedCall) => Promise<void>): Promise<void> {
  const socket = new WebSocket(url, { handshakeTimeout: 10_000 })
  let refusedWith: string | null = null
  socket.on('unexpected-response', (_request, response) => {
    refusedWith = `HTTP ${response.statusCode}`
    socket.terminate()
  })
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('error', (error) => {
      refusedWith ??= error.message
      resolve(false)
    })
  })
  if (!opened) {
    report.closed = { atMs: 0, code: 1006, reason: refusedWith ?? 'refused', by: 'agent' }
    return
  }
  const line = openLine(socket, options, report)
  const talking = talk(line.call)
  // What the caller still waits for when the agent has hung up is no failure.
  talking.catch(() => undefined)
  try {
    await Promise.race([talking, line.closed])
    line.call.hangUp()
    await line.closed
  } finally {
    line.stop()
    socket.terminate()
  }
}

function openLine(socket: WebSocket, options: CallOptions, report: CallReport) {
  const { sampleRateHz } = report
  const frameMs = options.frameMs ?? 100
  const frameSamples = Math.round((sampleRateHz * frameMs) / 1000)
  const identity = {
    streamSid: report.streamSid,
    callSid: report.callSid,
    accountSid: options.accountSid ?? 'voicedesk-sim',
    from: options.from,
    to: options.to,
  }
  const write = createFrameWriter(identity, options.spelling ?? 'snake')
  const playback = new PlaybackClock(sampleRateHz)
  const speech: { pcm: Int16Array; at: number; done: () => void }[] = []
  const deadlineMs = options.maxMs ?? 300_000
  let sentFrames = 0
  let closedBy: 'agent' | 'caller' = 'agent'
  let stalledUntilMs = 0

  const send = (frame: string | Buffer) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(frame)
  }
  send(write.connected())
  send(write.start(sampleRateHz, options.customParameters ?? {}))
  const startedAt = performance.now()
  const nowMs = () => performance.now() - startedAt

  const pace = setInterval(tick, Math.min(frameMs, 10))
  function tick(): void {
    const now = nowMs()
    if (now < stalledUntilMs) return
    // Whole frames that time has passed for: a late timer catches up, as the vendor's sender does.
    while (sentFrames * frameMs <= now && socket.readyState === WebSocket.OPEN) {
      send(write.media(nextFrame(), sentFrames * frameMs))
      sentFrames += 1
    }
    for (const name of playback.takeDueMarks(now)) {
      send(write.mark(name))
      report.marksReturned.push({ atMs: now, name })
    }
    if (now > deadlineMs) call.hangUp()
  }

  function nextFrame(): Int16Array {
    const frame = new Int16Array(frameSamples)
    fillBackground(frame, options.background, sentFrames * frameSamples)
    for (let filled = 0; filled < frameSamples; ) {
      const saying = speech[0]
      if (!saying) break
      const part = saying.pcm.subarray(saying.at, saying.at + frameSamples - filled)
      frame.set(part, filled)
      filled += part.length
      saying.at += part.length
      if (saying.at >= saying.pcm.length) {
        speech.shift()
        saying.done()
      }
    }
    return frame
  }

  socket.on('message', (data, isBinary) => {
    const now = nowMs()
    const { frame, violation } = isBinary ? { frame: null, violation: 'a binary frame' } : readAgentFrame(data.toString(), report.streamSid)
    if (violation) report.violations.push(violation)
    if (!frame) return
    if (frame.event === 'media') {
      playback.receiveAudio(frame.pcm, now)
      report.firstAudioMs ??= now
      report.frames.push({ atMs: now, bytes: frame.bytes, queuedMs: playback.queuedMs(now) })
    } else if (frame.event === 'mark') playback.receiveMark(frame.name, now)
    else {
      report.clears.push({ atMs: now, ...playback.clear(now) })
      if (options.returnsLostMarks) for (const name of playback.takeLostMarks()) send(write.mark(name))
    }
  })
  socket.on('error', (error) => report.violations.push(`socket error: ${error.message}`))
  const closed = new Promise<void>((resolve) => {
    socket.once('close', (code, reason) => {
      report.closed = { atMs: nowMs(), code, reason: reason.toString(), by: closedBy }
      report.heard = playback.heard(nowMs())
      resolve()
    })
  })

  const call: SimulatedCall = {
    callSid: report.callSid,
    streamSid: report.streamSid,
    nowMs,
    say: (pcm) => (pcm.length === 0 ? Promise.resolve() : new Promise((done) => speech.push({ pcm, at: 0, done }))),
    pause: (ms) => wait(ms),
    async press(digits, gapMs = 150) {
      for (const digit of digits) {
        send(write.dtmf(digit))
        await wait(gapMs)
      }
    },
    isAgentSpeaking: () => playback.isPlaying(nowMs()),
    async until(what, isTrue, timeoutMs = 10_000) {
      const since = nowMs()
      while (!isTrue(call)) {
        if (report.closed) throw new Error(`The call ended before: ${what}`)
        if (nowMs() - since > timeoutMs) throw new Error(`Not within ${timeoutMs} ms: ${what}`)
        await wait(10)
      }
    },
    untilAgentSpeaks: (timeoutMs) => call.until('the agent speaks', () => call.isAgentSpeaking(), timeoutMs),
    untilAgentIsSilent: (quietMs = 300, timeoutMs) =>
      call.until('the agent is silent', () => nowMs() - playback.lastAudioEndsAtMs > quietMs, timeoutMs),
    async untilClosed(timeoutMs = 10_000) {
      const since = nowMs()
      while (!report.closed) {
        if (nowMs() - since > timeoutMs) throw new Error(`Not closed within ${timeoutMs} ms`)
        await wait(10)
      }
    },
    clearCount: () => report.clears.length,
    heardSoFar: () => playback.heard(nowMs()),
    hangUp(reason = 'callended') {
      if (socket.readyState !== WebSocket.OPEN) return
      closedBy = 'caller'
      send(write.stop(reason))
      socket.close(1000)
    },
    stall(ms) {
      stalledUntilMs = nowMs() + ms
    },
    cut() {
      closedBy = 'caller'
      socket.terminate()
    },
    sendRaw: send,
  }
  return { call, closed, stop: () => clearInterval(pace) }
}

function fillBackground(frame: Int16Array, background: Int16Array | undefined, from: number): void {
  if (!background || background.length === 0) return
  for (let n = 0; n < frame.length; n++) frame[n] = background[(from + n) % background.length] ?? 0
}
