/**
 * Everything a caller may utter while the agent talks, by the clock of the audio: which of it stops the agent, and how soon. In a process of
 * its own, because the processor time of a decode is that of the whole process.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AudioClockCalls } from '../../media-server/testing/audio-clock-call'
import { collectInterruptingSounds, hasRecordings, type InterruptingSound } from '../../media-server/testing/interrupting-sounds'
import { summarise } from '../lib/statistics'

export type OverheardKind = {
  kind: InterruptingSound['kind']
  sounds: number
  stopped: number
  reactionMs: ReturnType<typeof summarise>
  /** Those that should have been treated otherwise, with what was understood of them. */
  wrong: string[]
}
export type Overheard = { hasRecordings: boolean; kinds: OverheardKind[]; meantReactionMs: ReturnType<typeof summarise> }

/** What the way from the detector's thread and to the telephone takes besides. */
const OVERHEAD_MS = 10

const MEANT: readonly InterruptingSound['kind'][] = ['word', 'sentence']
const calls = await AudioClockCalls.open({
  dataDir: join(tmpdir(), 'voicedesk-bench'),
  decodeMs: (processorMs) => processorMs + OVERHEAD_MS,
})
const reactions = new Map<InterruptingSound['kind'], { sounds: number; stoppedMs: number[]; wrong: string[] }>()
for (const { name, kind, pcm } of await collectInterruptingSounds()) {
  const { reactionMs, heard } = await calls.interrupt(pcm)
  const seen = reactions.get(kind) ?? { sounds: 0, stoppedMs: [], wrong: [] }
  seen.sounds++
  if (reactionMs !== null) seen.stoppedMs.push(reactionMs)
  const understood = heard.at(-1)?.text ?? ''
  if ((reactionMs !== null) !== MEANT.includes(kind)) seen.wrong.push(`${name} (${understood || 'nothing understood'})`)
  reactions.set(kind, seen)
}
const kinds = [...reactions].map(([kind, { sounds, stoppedMs, wrong }]): OverheardKind => {
  return { kind, sounds, stopped: stoppedMs.length, reactionMs: summarise(stoppedMs), wrong }
})
const meantReactionMs = summarise([...reactions].flatMap(([kind, { stoppedMs }]) => (MEANT.includes(kind) ? stoppedMs : [])))
console.log(JSON.stringify({ hasRecordings, kinds, meantReactionMs } satisfies Overheard))
process.exit(0)
