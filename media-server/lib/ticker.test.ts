import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTicker } from './ticker'

const NEVER = Number.POSITIVE_INFINITY

describe('the ticker', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  test('a task is called at the next tick and then when it asked to be', () => {
    const ticker = createTicker(() => {})
    const calledAtMs: number[] = []
    const startMs = ticker.now()
    ticker.add((nowMs) => {
      calledAtMs.push(nowMs - startMs)
      return nowMs + 100
    })
    vi.advanceTimersByTime(300)
    expect(calledAtMs).toEqual([10, 110, 210])
  })

  test('who is called for before is called before, and never later than was asked', () => {
    const ticker = createTicker(() => {})
    const calledAtMs: number[] = []
    const startMs = ticker.now()
    const alarm = ticker.add((nowMs) => {
      calledAtMs.push(nowMs - startMs)
      return startMs + 1000
    })
    vi.advanceTimersByTime(10)
    alarm.callBy(startMs + 2000)
    alarm.callBy(startMs + 500)
    vi.advanceTimersByTime(1000)
    expect(calledAtMs).toEqual([10, 500, 1000, 1010])
  })

  test('what is asked for while a task runs is not forgotten when it returns', () => {
    const ticker = createTicker(() => {})
    let calls = 0
    const alarm = ticker.add((nowMs) => {
      if (++calls === 1) alarm.callBy(nowMs + 20)
      return NEVER
    })
    vi.advanceTimersByTime(1000)
    expect(calls).toBe(2)
  })

  test('a task that fails is told of and called again, and the others are called all the same', () => {
    const errors: unknown[] = []
    const ticker = createTicker((error) => errors.push(error))
    let failures = 0
    let calls = 0
    ticker.add(() => {
      if (++failures < 3) throw new Error('broken')
      return NEVER
    })
    ticker.add((nowMs) => {
      calls++
      return nowMs
    })
    vi.advanceTimersByTime(50)
    expect({ failures, errors: errors.length, calls }).toEqual({ failures: 3, errors: 2, calls: 5 })
  })

  test('a stopped task is not called, and without tasks nothing runs', () => {
    const ticker = createTicker(() => {})
    let calls = 0
    const alarm = ticker.add((nowMs) => {
      calls++
      return nowMs
    })
    vi.advanceTimersByTime(20)
    alarm.stop()
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(100)
    expect(calls).toBe(2)
  })
})
