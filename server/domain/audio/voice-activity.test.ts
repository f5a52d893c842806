import { describe, expect, test } from 'vitest'
import { createEnergyGate, createSpeechDetector, type VoiceChange } from './voice-activity'

const WINDOW_MS = 32

function changes(probabilities: number[], start?: { isSpeaking: boolean; nowMs: number }): VoiceChange[] {
  const detector = createSpeechDetector(undefined, start)
  const fromMs = start?.nowMs ?? 0
  return probabilities.flatMap((probability, index) => {
    const startMs = fromMs + index * WINDOW_MS
    return detector.accept({ probability, startMs, endMs: startMs + WINDOW_MS }) ?? []
  })
}

const repeat = (probability: number, times: number) => Array.from({ length: times }, () => probability)

describe('speech', () => {
  test('starts at its first voiced window and stops after its last', () => {
    expect(changes([0, 0, 0.9, 0.9, 0.8, ...repeat(0, 8)])).toEqual([
      { type: 'started', atMs: 64 },
      { type: 'stopped', atMs: 160 },
    ])
  })

  test('a click of one window is no speech', () => {
    expect(changes([0, 0.99, 0, 0, 0.99, 0, 0])).toEqual([])
  })

  test('a doubtful window neither ends nor counts towards a beginning', () => {
    expect(changes([0.6, 0.4, 0.6])).toEqual([{ type: 'started', atMs: 0 }])
    expect(changes([0.6, 0.4, 0.4, 0.4])).toEqual([])
  })

  test('goes on through pauses shorter than 200 ms', () => {
    expect(changes([0.9, 0.9, ...repeat(0, 5), 0.9, ...repeat(0, 5), 0.9])).toEqual([{ type: 'started', atMs: 0 }])
  })

  test('goes on while windows are doubtful', () => {
    expect(changes([0.9, 0.9, ...repeat(0.4, 20)])).toEqual([{ type: 'started', atMs: 0 }])
  })

  test('a stream taken over in the middle of speech can only stop', () => {
    expect(changes([0.9, 0.9, ...repeat(0, 8)], { isSpeaking: true, nowMs: 5000 })).toEqual([{ type: 'stopped', atMs: 5064 }])
    expect(changes(repeat(0, 8), { isSpeaking: true, nowMs: 5000 })).toEqual([{ type: 'stopped', atMs: 5000 }])
  })
})

describe('the energy gate', () => {
  function opens(levels: number[]): boolean[] {
    const gate = createEnergyGate()
    return levels.map((level) => gate(level, WINDOW_MS))
  }

  test('stays shut in silence and in steady noise, whatever its level', () => {
    for (const level of [-96, -60, -40, -20]) expect(opens(repeat(level, 100))).not.toContain(true)
  })

  test('opens for what rises 3 dB above steady noise: speech as loud as the noise', () => {
    expect(opens([...repeat(-30, 100), -27]).at(-1)).toBe(true)
  })

  test('gets used to noise that stays', () => {
    const after = opens([...repeat(-60, 50), ...repeat(-40, 300)])
    expect(after[50]).toBe(true)
    expect(after.at(-1)).toBe(false)
  })

  test('learns a quieter background from the pauses of the first sentence', () => {
    const gate = createEnergyGate()
    for (const level of [...repeat(-20, 10), ...repeat(-50, 8)]) gate(level, WINDOW_MS)
    expect(gate(-25, WINDOW_MS)).toBe(true)
  })

  test('never opens below the level of speech on a telephone', () => {
    expect(opens([...repeat(-96, 50), -62])).not.toContain(true)
  })
})
