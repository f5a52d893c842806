import type { HeardWord } from './hearing'
import { readSession, type Session } from './session'

const REQUEST_ID = '7c6c1f5e-0c52-4a7b-9b5e-2f6c9a6f0c22'
/** The pause after the last word that this simulator takes for the end of a turn. */
const END_OF_TURN_SECONDS = 0.5
const UPDATE_SECONDS = 0.24

/** Flux: `Connected`, then `TurnInfo` as a turn starts, grows and ends. */
export function serveFlux(session: Session): void {
  const { socket, query, ear } = session
  const eager = Number(query.get('eager_eot_threshold') ?? 0)
  let turn = 0
  let sequence = 0
  let sent = 0
  let known = 0
  let isInTurn = false
  let wasEager = false
  let windowStart = 0
  let reported = 0

  const send = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ ...message, request_id: REQUEST_ID, sequence_id: sequence++ }))
  }
  send({ type: 'Connected' })

  function info(event: string, words: HeardWord[], confidence: number, trigger?: string): void {
    reported = ear.heardSeconds
    send({
      type: 'TurnInfo',
      event,
      turn_index: turn,
      audio_window_start: windowStart,
      audio_window_end: ear.heardSeconds,
      transcript: words.map((word) => word.word).join(' '),
      words: words.map(({ word, confidence: sure }) => ({ word, confidence: sure })),
      end_of_turn_confidence: confidence,
      ...(trigger ? { trigger } : {}),
      ...(query.get('model') === 'flux-general-multi' ? { languages: [words[0]?.language ?? 'en'] } : {}),
    })
  }

  function endTurn(words: HeardWord[], trigger: string): void {
    info('EndOfTurn', words, trigger === 'manual' ? 1 : 0.82, trigger)
    sent += words.length
    known = 0
    isInTurn = false
    wasEager = false
    turn += 1
    windowStart = ear.heardSeconds
  }

  readSession(session, {
    hasIdleLimit: false,
    audio() {
      const words = ear.words().slice(sent)
      const last = words.at(-1)
      if (!last) {
        // Silence, too, is reported, as a turn that has not begun.
        if (ear.heardSeconds - reported >= UPDATE_SECONDS) info('Update', [], 0)
        return
      }
      const silence = ear.silentSeconds
      if (!isInTurn) {
        isInTurn = true
        info('StartOfTurn', words.slice(0, 1), 0.01)
      } else if (words.length !== known) {
        if (wasEager) info('TurnResumed', words, 0.1)
        wasEager = false
        info('Update', words, 0.05)
      }
      known = words.length
      if (silence >= END_OF_TURN_SECONDS) endTurn(words, 'model')
      else if (eager > 0 && !wasEager && silence >= END_OF_TURN_SECONDS / 2) {
        wasEager = true
        info('EagerEndOfTurn', words, eager)
      }
    },
    control(type) {
      if (type === 'ForceEndTurn' && isInTurn) endTurn(ear.words(true).slice(sent), 'manual')
      if (type === 'Configure') send({ type: 'ConfigureSuccess' })
      if (type === 'CloseStream') socket.close(1000)
    },
  })
}
