import { expect, test } from 'vitest'
import { PlaybackClock } from './playback-clock'

const audio = (ms: number, value = 1) => new Int16Array(ms * 8).fill(value)

test('audio plays without a break and marks fall due when it has been heard', () => {
  const clock = new PlaybackClock(8000)
  clock.receiveAudio(audio(200), 100)
  clock.receiveAudio(audio(200), 120)
  clock.receiveMark('end', 130)
  expect(clock.queuedMs(130)).toBe(370)
  expect(clock.takeDueMarks(499)).toEqual([])
  expect(clock.takeDueMarks(500)).toEqual(['end'])
  expect(clock.takeDueMarks(600)).toEqual([])
  expect(clock.isPlaying(499)).toBe(true)
  expect(clock.isPlaying(500)).toBe(false)
})

test('a mark with nothing before it falls due at once', () => {
  const clock = new PlaybackClock(8000)
  clock.receiveMark('now', 10)
  expect(clock.takeDueMarks(10)).toEqual(['now'])
})

test('clear drops what has not played, its marks, and nothing that has', () => {
  const clock = new PlaybackClock(8000)
  clock.receiveAudio(audio(100, 5), 0)
  clock.receiveMark('first', 0)
  clock.receiveAudio(audio(100, 7), 0)
  clock.receiveMark('second', 0)
  expect(clock.takeDueMarks(150)).toEqual(['first'])
  expect(clock.clear(150)).toEqual({ droppedMs: 50, droppedMarks: ['second'] })
  expect(clock.takeDueMarks(10_000)).toEqual([])
  expect(clock.takeLostMarks()).toEqual(['second'])
  clock.receiveAudio(audio(10, 9), 200)
  const heard = clock.heard(300)
  expect([heard[0], heard[799], heard[800], heard[1199], heard[1200], heard[1600], heard[1680]]).toEqual([5, 5, 7, 7, 0, 9, 0])
})
