import type { HeardWord } from './hearing'
import { readSession, type Session } from './session'

const METADATA = {
  request_id: '5f0b1f5e-0c52-4a7b-9b5e-2f6c9a6f0c11',
  model_info: { name: 'general-nova-3', version: '2025-07-31.0', arch: 'nova-3' },
  model_uuid: '40bd3654-e622-47c4-a111-63a61b23bfe8',
}
/** A long utterance becomes final in pieces of about this. */
const PIECE_SECONDS = 3

/** Nova: interim results while words come, `is_final` pieces, `speech_final` after the endpointing silence, `UtteranceEnd` later. */
export function serveNova(session: Session): void {
  const { socket, query, ear } = session
  const endpointingSeconds = Number(query.get('endpointing') ?? 10) / 1000
  const utteranceEndSeconds = Number(query.get('utterance_end_ms') ?? 0) / 1000
  const wantsInterim = query.get('interim_results') === 'true'
  const wantsVad = query.get('vad_events') === 'true'
  const language = query.get('language') ?? 'en'
  /** Words already sent as final. */
  let sent = 0
  let pieceStart = 0
  let interimCount = 0
  let hasStarted = false
  let lastEnd = 0
  let owesUtteranceEnd = false

  const send = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }

  function results(words: HeardWord[], flags: { is_final: boolean; speech_final: boolean; from_finalize: boolean }): void {
    const end = ear.heardSeconds
    send({
      type: 'Results',
      channel_index: [0, 1],
      duration: round(end - pieceStart),
      start: round(pieceStart),
      ...flags,
      channel: {
        alternatives: [
          {
            transcript: words.map((word) => word.word).join(' '),
            confidence: words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length,
            ...(language === 'multi' ? { languages: [words[0]?.language ?? 'en'] } : {}),
            words: words.map(({ word, start, end: wordEnd, confidence, language: spoken }) => ({
              word: word.toLowerCase().replace(/[.,?!]/g, ''),
              start: round(start),
              end: round(wordEnd),
              confidence,
              punctuated_word: word,
              ...(language === 'multi' ? { language: spoken ?? 'en' } : {}),
            })),
          },
        ],
      },
      metadata: METADATA,
    })
    if (flags.is_final) {
      sent += words.length
      pieceStart = end
      interimCount = 0
    }
    if (flags.speech_final || flags.from_finalize) hasStarted = false
  }

  function listen(): void {
    const fresh = ear.words().slice(sent)
    const now = ear.heardSeconds
    const last = fresh.at(-1)
    const first = fresh[0]
    if (first && !hasStarted) {
      hasStarted = true
      if (wantsVad) send({ type: 'SpeechStarted', channel: [0, 1], timestamp: round(first.start) })
    }
    if (last) {
      lastEnd = last.end
      owesUtteranceEnd = true
      const isOver = ear.silentSeconds >= endpointingSeconds
      const isLong = first !== undefined && now - first.start >= PIECE_SECONDS
      if (isOver || isLong) results(fresh, { is_final: true, speech_final: isOver, from_finalize: false })
      else if (wantsInterim && fresh.length !== interimCount) {
        interimCount = fresh.length
        results(fresh, { is_final: false, speech_final: false, from_finalize: false })
      }
      return
    }
    if (owesUtteranceEnd && utteranceEndSeconds > 0 && ear.silentSeconds >= utteranceEndSeconds) {
      owesUtteranceEnd = false
      send({ type: 'UtteranceEnd', channel: [0, 1], last_word_end: round(lastEnd) })
    }
    // Silence, too, is recognised, as nothing.
    if (now - pieceStart >= 1 && ear.silentSeconds >= 0.5)
      results([], { is_final: true, speech_final: hasStarted && ear.silentSeconds >= endpointingSeconds, from_finalize: false })
  }

  readSession(session, {
    hasIdleLimit: true,
    audio: listen,
    control(type) {
      if (type === 'Finalize') results(ear.words(true).slice(sent), { is_final: true, speech_final: false, from_finalize: true })
      if (type === 'CloseStream') {
        const rest = ear.words(true).slice(sent)
        if (rest.length > 0) results(rest, { is_final: true, speech_final: true, from_finalize: false })
        send({
          type: 'Metadata',
          request_id: METADATA.request_id,
          created: '2026-11-21T10:00:00.000Z',
          duration: round(ear.heardSeconds),
          channels: 1,
        })
        socket.close(1000)
      }
    },
  })
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
