import { expect, test } from 'vitest'
import { latencySegments } from './latency-segments'

test('stamps become time spent in each stage', () => {
  const { segments, totalMs } = latencySegments({
    endpointMs: 500,
    transcriptMs: 590,
    firstTokenMs: 700,
    firstAudioMs: 800,
    firstFrameMs: 806,
  })
  expect(segments.map(({ ms }) => ms)).toEqual([500, 90, 110, 100, 6])
  expect(totalMs).toBe(806)
})

test('recognition that was ready before the caller had finished costs nothing', () => {
  const { segments, totalMs } = latencySegments({ endpointMs: 500, transcriptMs: 420, firstFrameMs: 700 })
  expect(segments.map(({ ms }) => ms)).toEqual([500, 0, 200])
  expect(totalMs).toBe(700)
})

test('an untimed turn has no bar', () => {
  expect(latencySegments(null)).toEqual({ segments: [], totalMs: 0 })
})
