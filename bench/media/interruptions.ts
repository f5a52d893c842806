/**
 * Callers who interrupt a talking agent, in a process of their own: how long from the first sound of a word to `clear`. Each call is
 * one interruption, with real speech: a person's recordings where Debian's are installed, and embedded voices.
 */
import { ExotelCaller } from '../../media-server/testing/exotel-caller'
import { hasRecordings, recording, soundOnly } from '../../media-server/testing/interrupting-sounds'
import { speak } from '../../server/testing/speech-fixtures'
import { summarise } from '../lib/statistics'

export type InterruptionSettings = { url: string; calls: number; interruptions: number }

const RECORDED = ['check-number-dial-again', 'cannot-complete-as-dialed', 'invalid', 'please-try-again', 'goodbye', 'hello', 'im-sorry']
const PHRASES = ['Wait, I have a question', 'Sorry, can I book for tomorrow?', 'No, not that one', 'Hello, one moment please', 'Stop']
const VOICES = ['rms', 'slt']
const SAMPLES_PER_MS = 8
const LISTEN_MS = 1_500
/** An interruption that is not noticed by then is counted as missed. */
const MISSED_AFTER_MS = 4_000

const settings = JSON.parse(process.argv[2] ?? '{}') as InterruptionSettings

async function collectSpeech(): Promise<Int16Array[]> {
  const spoken: Int16Array[] = []
  for (const voice of VOICES) {
    for (const phrase of PHRASES) spoken.push(soundOnly(await speak(phrase, { voice })))
  }
  return [...(hasRecordings ? RECORDED.map(recording) : []), ...spoken]
}

/** @returns milliseconds from the first sound to `clear`; null when the agent went on talking */
async function interrupt(id: string, pcm: Int16Array): Promise<number | null> {
  const caller = await ExotelCaller.dial(`${settings.url}/exotel/${id}`)
  await caller.until(() => caller.playedAudio.length > LISTEN_MS * SAMPLES_PER_MS || isOver(caller))
  const beganMs = caller.nowMs()
  void caller.speak(pcm)
  await caller.until(() => caller.clears.length > 0 || caller.nowMs() - beganMs > MISSED_AFTER_MS || isOver(caller))
  const [clearedMs] = caller.clears
  caller.hangUp()
  return clearedMs === undefined ? null : clearedMs - beganMs
}

function isOver(caller: ExotelCaller): boolean {
  return caller.closeCode !== null || caller.refusedStatus !== null
}

const clips = await collectSpeech()
console.log(JSON.stringify({ ready: true }))
const reactions: number[] = []
let missed = 0
let next = 0
await Promise.all(
  Array.from({ length: settings.calls }, async () => {
    while (next < settings.interruptions) {
      const index = next++
      const clip = clips[index % clips.length]
      const reactionMs = clip ? await interrupt(`interruption-${process.pid}-${index}`, clip) : null
      if (reactionMs === null) missed++
      else reactions.push(reactionMs)
    }
  }),
)
console.log(JSON.stringify({ missed, reactionMs: summarise(reactions) }))
process.exit(0)
