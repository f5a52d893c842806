import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { AudioClockCalls, type Interruption } from './testing/audio-clock-call'
import { collectInterruptingSounds, hasRecordings, type InterruptingSound } from './testing/interrupting-sounds'

/** What a decode takes on a processor that has other things to do as well. */
const DECODE_MS = 60
const FILLERS = [
  'rms: hahn',
  'slt: okay',
  'kal: uh huh',
  'awb: um',
  'rms: gee',
  'mumbled mhm, low',
  'mumbled hmm, high',
  'person: mm',
  'person: ok',
]
const NOISES = ['humming, low', 'two coughs 1', 'cough 3', 'burst of 240 ms', 'knocks']
const MEANT = [
  'rms: Stop',
  'rms: Excuse me',
  'slt: Sorry',
  'kal: Listen',
  'slt: I want to speak to a doctor',
  'awb: My name is Ravi Kumar',
  'person: hello',
  'person: goodbye',
  'person: check-number-dial-again',
  'person: you-entered',
]
const isHere = (name: string) => hasRecordings || !name.startsWith('person: ')

let calls: AudioClockCalls
let sounds: InterruptingSound[]

beforeAll(async () => {
  calls = await AudioClockCalls.open({ dataDir: join(tmpdir(), 'voicedesk-test'), decodeMs: () => DECODE_MS })
  sounds = await collectInterruptingSounds()
})

async function utter(name: string): Promise<Interruption> {
  const sound = sounds.find((other) => other.name === name)
  if (!sound) throw new Error(`There is no sound "${name}"`)
  return calls.interrupt(sound.pcm)
}

describe('by the clock of the audio, the agent', () => {
  test.each([...FILLERS, ...NOISES].filter(isHere))('goes on over %s', async (name) => {
    expect((await utter(name)).reactionMs).toBeNull()
  })

  const reactions: number[] = []
  test.each(MEANT.filter(isHere))('stops within 800 ms for %s', async (name) => {
    const { reactionMs } = await utter(name)
    expect(reactionMs).not.toBeNull()
    expect(reactionMs).toBeLessThanOrEqual(800)
    reactions.push(reactionMs ?? Number.POSITIVE_INFINITY)
  })

  test('stops within 500 ms for half of them', () => {
    const sorted = reactions.toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(500)
  })
})
