import type { RawData, WebSocket } from 'ws'
import {
  clearMessage,
  type ExotelStart,
  markMessage,
  mediaMessage,
  parseExotelMessage,
  requestedSampleRateHz,
} from '../../server/vendors/exotel/stream-protocol'
import type { Ticker } from '../lib/ticker'
import { LIMITS } from '../limits'
import { bindSocket } from './socket'
import { type CallEvents, type CallTransport, SAMPLE_RATES, type StreamEnd } from './transport'

/**
 * Exotel's Voicebot stream over `socket`. The rate is the one our own address asked for, else the stream's `start`, else 8000.
 * A stream that does not start in time is closed with 1008.
 * @param query the query string of the address Exotel opened
 */
export function openExotelTransport(
  socket: WebSocket,
  options: { query: URLSearchParams; ticker: Ticker; onError: (error: unknown) => void; onMalformed: () => void },
  events: CallEvents,
): CallTransport {
  let streamSid: string | null = null
  let sampleRateHz = 8000
  let sequenceNumber = 0
  let chunk = 0
  let sentSamples = 0

  const line = bindSocket(socket, onFrame, { hangUpCodes: [1000], onError: options.onError, onMalformed: options.onMalformed, onGone })
  const startsByMs = options.ticker.now() + LIMITS.startMs
  const waiting = options.ticker.add((nowMs) => {
    if (nowMs < startsByMs) return startsByMs
    waiting.stop()
    line.close(1008, 'no start')
    return Number.POSITIVE_INFINITY
  })

  function onGone(end: StreamEnd): void {
    waiting.stop()
    const neverStarted = streamSid === null && end.reason !== 'caller_hung_up'
    events.gone(neverStarted ? { reason: 'stream_never_started' } : end)
  }

  function start(message: ExotelStart): void {
    if (streamSid !== null) return // one stream per socket: a repeated start changes nothing
    waiting.stop()
    streamSid = message.streamSid
    const asked = requestedSampleRateHz(options.query) ?? message.sampleRateHz ?? 8000
    sampleRateHz = SAMPLE_RATES.find((rate) => rate === asked) ?? 8000
    events.opened({ sampleRateHz })
  }

  function onFrame(data: RawData, isBinary: boolean): void {
    const message = isBinary ? null : parseExotelMessage(data.toString())
    if (!message) {
      line.malformed()
      return
    }
    line.wellFormed()
    switch (message.event) {
      case 'media':
        if (streamSid !== null && message.pcm.length > 0) events.audio(message.pcm)
        return
      case 'start':
        start(message)
        return
      case 'dtmf':
        if (streamSid !== null) events.dtmf(message.digit)
        return
      case 'mark':
        events.marked(message.name)
        return
      case 'clear':
        events.cleared()
        return
      case 'stop':
        line.hungUp()
        socket.close(1000, 'stopped')
        return
      case 'connected':
      case 'other':
        return
    }
  }

  return {
    kind: 'exotel',
    show: null,
    sendAudio(pcm) {
      if (streamSid === null) return
      const timestampMs = (sentSamples * 1000) / sampleRateHz
      line.send(mediaMessage(streamSid, { pcm, sequenceNumber: ++sequenceNumber, chunk: ++chunk, timestampMs }))
      sentSamples += pcm.length
    },
    sendMark(name) {
      if (streamSid !== null) line.send(markMessage(streamSid, { name, sequenceNumber: ++sequenceNumber }))
    },
    sendClear() {
      if (streamSid !== null) line.send(clearMessage(streamSid))
    },
    close: line.close,
  }
}
