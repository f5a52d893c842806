import type { RawData, WebSocket } from 'ws'
import { pcm16FromBytes, pcm16ToBytes } from '../../server/domain/audio/pcm16'
import { type BrowserMessage, type PageMessage, pageMessage } from './browser-messages'
import { bindSocket } from './socket'
import { type CallEvents, type CallTransport, SAMPLE_RATES } from './transport'

/** The dashboard's test call over `socket`; README.md, "Browser protocol". The stream is open as soon as the socket is. */
export function openBrowserTransport(
  socket: WebSocket,
  options: { query: URLSearchParams; onError: (error: unknown) => void; onMalformed: () => void },
  events: CallEvents,
): CallTransport {
  const line = bindSocket(socket, onFrame, {
    hangUpCodes: [1000, 1001, 1005], // pages that are closed or left send the last two
    onError: options.onError,
    onMalformed: options.onMalformed,
    onGone: (end) => events.gone(end),
  })
  const show = (message: BrowserMessage) => line.send(JSON.stringify(message))

  function onFrame(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      const bytes = toBytes(data)
      if (bytes.byteLength === 0 || bytes.byteLength % 2 !== 0) {
        line.malformed()
        return
      }
      line.wellFormed()
      events.audio(pcm16FromBytes(bytes))
      return
    }
    const message = readPageMessage(data.toString())
    if (message === null) {
      line.malformed()
      return
    }
    line.wellFormed()
    if (message !== 'unknown') apply(message)
  }

  function apply(message: PageMessage): void {
    switch (message.type) {
      case 'text':
        events.typed(message.text)
        return
      case 'mark':
        events.marked(message.name)
        return
      case 'clear':
        events.cleared()
        return
      case 'dtmf':
        events.dtmf(message.digit)
        return
      case 'hangup':
        line.hungUp()
        socket.close(1000, 'hung up')
    }
  }

  const asked = Number(options.query.get('sample_rate') ?? options.query.get('sample-rate') ?? 16000)
  const sampleRateHz = SAMPLE_RATES.find((rate) => rate === asked) ?? 16000
  // After the caller of this function has its transport in hand.
  queueMicrotask(() => events.opened({ sampleRateHz }))

  return {
    kind: 'browser',
    show,
    sendAudio: (pcm) => line.send(pcm16ToBytes(pcm)),
    sendMark: (name) => show({ type: 'mark', name }),
    sendClear: () => show({ type: 'clear' }),
    close: line.close,
  }
}

/** @returns null when malformed, `unknown` for a well-formed message of a type this version does not know */
function readPageMessage(text: string): PageMessage | 'unknown' | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = pageMessage.safeParse(value)
  if (parsed.success) return parsed.data
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null
  const isKnownType = pageMessage.options.some((option) => option.shape.type.value === type)
  return typeof type === 'string' && !isKnownType ? 'unknown' : null
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
