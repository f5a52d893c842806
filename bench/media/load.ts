/**
 * The callers, in a process of their own: `calls` Exotel sockets that send 20 ms frames in real time. Each caller repeats a cycle:
 * talk, wait for the answer, and in every second cycle talk over it. A tone stands for speech; what is measured is the server.
 */
import { readFileSync } from 'node:fs'
import WebSocket from 'ws'
import { summarise } from '../lib/statistics'

export type LoadSettings = {
  url: string
  calls: number
  seconds: number
  /** Mouth to ear delay of the providers for one turn: what is left over is the server's own. */
  turnDelayMs: number
  bargeInDelayMs: number
  isFloor: boolean
  /** 16-bit 8 kHz samples that are the caller's voice; absent: a tone. */
  voicePath?: string
}

const FRAME_MS = 20
const FRAME_SAMPLES = 160
const CYCLE_MS = 10_000
const TALK_MS = 1_200
const TALK_OVER_AT_MS = 5_000
const TALK_OVER_MS = 800
/** A server that answers later than this has lost the turn. */
const TURN_LIMIT_MS = 3_500

const settings = JSON.parse(process.argv[2] ?? '{}') as LoadSettings
const silence = Buffer.alloc(FRAME_SAMPLES * 2).toString('base64')
const voice = settings.voicePath ? voiceFrames(readFileSync(settings.voicePath)) : [toneFrame().toString('base64')]

type Caller = {
  socket: WebSocket
  id: string
  sid: string
  offsetMs: number
  startedAt: number
  openedAt: number
  sequence: number
  greetingMs: number | null
  talkedUntil: number | null
  overSince: number | null
  /** The agent has begun to answer in this cycle: there is something to talk over. */
  isAnswered: boolean
  hasTalkedOver: boolean
  framesIn: number
  lost: boolean
  finished: boolean
}

const greetings: number[] = []
const turns: number[] = []
const bargeIns: number[] = []
const echoes: number[] = []
let missedTurns = 0
let turnsAsked = 0
let bargeInsAsked = 0
let missedBargeIns = 0

function voiceFrames(pcm: Buffer): string[] {
  const frameBytes = FRAME_SAMPLES * 2
  return Array.from({ length: Math.floor(pcm.length / frameBytes) }, (_, index) =>
    pcm.subarray(index * frameBytes, (index + 1) * frameBytes).toString('base64'),
  )
}

function toneFrame(): Buffer {
  const frame = Buffer.alloc(FRAME_SAMPLES * 2)
  for (let i = 0; i < FRAME_SAMPLES; i++) frame.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / 8000)), i * 2)
  return frame
}

function openCaller(index: number): Caller {
  const id = `bench-${process.pid}-${index}`
  const socket = new WebSocket(settings.isFloor ? settings.url : `${settings.url}/exotel/${id}`, { perMessageDeflate: false })
  const caller: Caller = {
    socket,
    id,
    sid: `stream-${id}`,
    offsetMs: Math.round((index / settings.calls) * CYCLE_MS),
    startedAt: 0,
    openedAt: 0,
    sequence: 1,
    greetingMs: null,
    talkedUntil: null,
    overSince: null,
    isAnswered: false,
    hasTalkedOver: false,
    framesIn: 0,
    lost: false,
    finished: false,
  }
  socket.on('open', () => {
    caller.openedAt = performance.now()
    socket.send(JSON.stringify({ event: 'connected' }))
    const start = {
      stream_sid: caller.sid,
      call_sid: id,
      account_sid: 'bench',
      from: '09876543210',
      to: '08047491899',
      media_format: { encoding: 'raw', sample_rate: '8000', bit_rate: '128' },
    }
    socket.send(JSON.stringify({ event: 'start', sequence_number: '1', stream_sid: caller.sid, start }))
    caller.startedAt = performance.now()
  })
  socket.on('message', (data) => receive(caller, String(data)))
  socket.on('close', () => {
    if (!caller.finished) caller.lost = true
  })
  socket.on('error', () => {
    caller.lost = true
  })
  return caller
}

function receive(caller: Caller, text: string): void {
  const now = performance.now()
  if (text.includes('"event":"media"')) {
    caller.framesIn++
    if (settings.isFloor && caller.talkedUntil !== null) {
      echoes.push(now - caller.talkedUntil)
      caller.talkedUntil = null
    }
    if (caller.greetingMs === null) {
      caller.greetingMs = now - caller.startedAt
      greetings.push(caller.greetingMs)
    } else if (!settings.isFloor && caller.talkedUntil !== null && now > caller.talkedUntil + 50) {
      turns.push(now - caller.talkedUntil - settings.turnDelayMs)
      caller.talkedUntil = null
      caller.isAnswered = true
    }
  } else if (text.includes('"event":"mark"')) {
    const name = /"name":"([^"]+)"/.exec(text)?.[1]
    caller.socket.send(
      JSON.stringify({ event: 'mark', sequence_number: String(++caller.sequence), stream_sid: caller.sid, mark: { name } }),
    )
  } else if (text.includes('"event":"clear"') && caller.overSince !== null) {
    bargeIns.push(now - caller.overSince - settings.bargeInDelayMs)
    caller.overSince = null
  }
}

function sendFrame(caller: Caller, now: number): void {
  if (caller.socket.readyState !== WebSocket.OPEN) return
  const elapsed = now - caller.openedAt
  const at = (elapsed + caller.offsetMs) % CYCLE_MS
  const isOdd = Math.floor((elapsed + caller.offsetMs) / CYCLE_MS) % 2 === 1
  const talks = elapsed > 3_000 && at < TALK_MS
  const talksOver = caller.isAnswered && isOdd && at >= TALK_OVER_AT_MS && at < TALK_OVER_AT_MS + TALK_OVER_MS
  if (talks && at + FRAME_MS >= TALK_MS) {
    caller.talkedUntil = now
    turnsAsked++
  }
  if (!settings.isFloor && caller.talkedUntil !== null && now - caller.talkedUntil > TURN_LIMIT_MS) {
    missedTurns++
    caller.talkedUntil = null
  }
  if (talksOver && !caller.hasTalkedOver) {
    caller.hasTalkedOver = true
    caller.overSince = now
    bargeInsAsked++
  }
  if (at < FRAME_MS) {
    if (caller.overSince !== null) missedBargeIns++
    caller.overSince = null
    caller.hasTalkedOver = false
    caller.isAnswered = false
  }
  if (settings.isFloor && caller.sequence % 50 === 0) caller.talkedUntil = now
  const sequence = ++caller.sequence
  caller.socket.send(
    `{"event":"media","sequence_number":"${sequence}","stream_sid":"${caller.sid}","media":{"chunk":"${sequence}","timestamp":"${Math.round(elapsed)}","payload":"${talks || talksOver ? voice[sequence % voice.length] : silence}"}}`,
  )
}

const callers: Caller[] = []
for (let index = 0; index < settings.calls; index++) {
  callers.push(openCaller(index))
  await new Promise((resolve) => setTimeout(resolve, 20))
}
console.log(JSON.stringify({ ready: true }))

const beganAt = performance.now()
let ticks = 0
await new Promise<void>((resolve) => {
  const timer = setInterval(() => {
    const now = performance.now()
    while (ticks * FRAME_MS <= now - beganAt) {
      for (const caller of callers) sendFrame(caller, now)
      ticks++
    }
    if (now - beganAt < settings.seconds * 1000) return
    clearInterval(timer)
    resolve()
  }, 5)
})
const lost = callers.filter((caller) => caller.lost).length
for (const caller of callers) {
  caller.finished = true
  caller.socket.close()
}
console.log(
  JSON.stringify({
    lost,
    turnsAsked,
    missedTurns,
    bargeInsAsked,
    missedBargeIns,
    framesIn: callers.reduce((sum, caller) => sum + caller.framesIn, 0),
    greetingMs: summarise(greetings),
    turnAddedMs: summarise(turns),
    bargeInMs: summarise(bargeIns),
    echoMs: summarise(echoes),
  }),
)
process.exit(0)
