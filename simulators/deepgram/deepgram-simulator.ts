import { setTimeout as wait } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { createFaults, type Fault, type FaultInput, fault } from '../lib/faults'
import { type SimulatedRequest, type Simulator, sendJson } from '../lib/simulator'
import { serveFlux } from './flux-session'
import { type Listening, ModemEar, ScriptedEar, type ScriptedUtterance, scriptedUtterance } from './hearing'
import { serveNova } from './nova-session'

const command = z.strictObject({
  /** `status` refuses the upgrade; `cutAfterPieces` drops the socket after so many audio messages. */
  fault: fault.nullish(),
  /** What the next streams hear, one list a stream. Without: what the audio carries as modem tones. */
  scripts: z.array(z.array(scriptedUtterance)).optional(),
})
export type DeepgramSimulatorOptions = { fault?: FaultInput; scripts?: ScriptedUtterance[][] }

export type DeepgramConnection = {
  path: string
  query: URLSearchParams
  /** Control messages, in order. */
  controls: string[]
  audioMessages: number
  audioSamples: number
  isClosed: boolean
}

/**
 * Deepgram's streaming recognition: Nova on `/v1/listen`, Flux on `/v2/listen`. It recognises nothing: it hears a script, or text
 * that the audio carries as modem tones.
 */
export function createDeepgramSimulator(options: DeepgramSimulatorOptions = {}): Simulator & { connections: DeepgramConnection[] } {
  const faults = createFaults(options.fault)
  const connections: DeepgramConnection[] = []
  let scripts = [...(options.scripts ?? [])]

  function refusal(request: SimulatedRequest, due: Fault | null): number | null {
    if (!/^\/v[12]\/listen$/.test(request.path)) return 404
    if (!/^(Token|Bearer) \S+/i.test(request.headers.authorization ?? '')) return 401
    if (request.query.get('encoding') !== 'linear16' || !Number(request.query.get('sample_rate'))) return 400
    const isFlux = request.path === '/v2/listen'
    if (isFlux !== (request.query.get('model') ?? '').startsWith('flux-')) return 400
    return due?.status ?? null
  }

  return {
    name: 'deepgram',
    connections,
    handle(_request, response) {
      sendJson(response, 404, { err_code: 'NOT_FOUND', err_msg: 'Only streaming recognition is simulated' })
    },
    async upgrade(request) {
      const due = faults.take()
      if (due && due.delayMs > 0) await wait(due.delayMs)
      const status = refusal(request, due)
      if (status !== null) return { status }
      const sampleRateHz = Number(request.query.get('sample_rate'))
      const script = scripts.shift()
      const ear: Listening = script ? new ScriptedEar(script, sampleRateHz) : new ModemEar(sampleRateHz)
      const connection = { path: request.path, query: request.query, controls: [], audioMessages: 0, audioSamples: 0, isClosed: false }
      connections.push(connection)
      return (socket) => {
        socket.once('close', () => {
          connection.isClosed = true
        })
        const session = { socket: misbehaving(socket, due), query: request.query, sampleRateHz, ear, connection }
        if (request.path === '/v1/listen') serveNova(session)
        else serveFlux(session)
      }
    },
    control(input) {
      const next = command.parse(input)
      if (next.fault !== undefined) faults.set(next.fault)
      if (next.scripts) scripts = [...next.scripts]
      return { connections: connections.length }
    },
  }
}

/** The socket with the asked-for faults: slow or garbled answers, silence, or a cut after so many messages from the client. */
function misbehaving(socket: WebSocket, due: Fault | null): WebSocket {
  if (!due) return socket
  const send = socket.send.bind(socket) as (data: string) => void
  let sent = 0
  socket.send = ((data: string) => {
    if (due.hang) return
    const text = sent === due.garbageAfterPieces ? '{"type":"Resu' : data
    sent += 1
    if (due.delayMs > 0) setTimeout(() => socket.readyState === socket.OPEN && send(text), due.delayMs)
    else send(text)
  }) as WebSocket['send']
  if (due.cutAfterPieces !== undefined) {
    let received = 0
    socket.prependListener('message', () => {
      received += 1
      if (received > (due.cutAfterPieces ?? 0)) socket.terminate()
    })
  }
  return socket
}
