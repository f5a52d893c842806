import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WebSocketServer } from 'ws'
import { LIMITS } from '../limits'
import { keepAlive } from './keep-alive'

/** A far end that answers what it is told to. */
class FarEnd extends EventEmitter {
  pings = 0
  isTerminated = false
  answersWith: 'pong' | 'message' | null = null

  ping() {
    this.pings++
    if (this.answersWith) this.emit(this.answersWith)
  }

  terminate() {
    this.isTerminated = true
  }
}

const abort = new AbortController()
beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => {
  abort.abort()
  vi.useRealTimers()
})

test('who answers neither of two pings is gone; a message is as good as an answer, and nothing is left of the asking', () => {
  const [answering, talking, dead] = [new FarEnd(), new FarEnd(), new FarEnd()]
  answering.answersWith = 'pong'
  talking.answersWith = 'message'
  keepAlive({ clients: new Set([answering, talking, dead]) } as unknown as WebSocketServer, abort.signal)
  vi.advanceTimersByTime(2 * LIMITS.pingMs)
  expect(dead.isTerminated).toBe(false)
  expect([dead.listenerCount('pong'), dead.listenerCount('message')]).toEqual([1, 1])
  vi.advanceTimersByTime(20 * LIMITS.pingMs)
  expect([answering.isTerminated, talking.isTerminated, dead.isTerminated]).toEqual([false, false, true])
  for (const { pings } of [answering, talking]) expect(pings).toBe(22)
  for (const end of [answering, talking]) expect([end.listenerCount('pong'), end.listenerCount('message')]).toEqual([0, 0])
})
