import { expect, test } from 'vitest'
import { DEFAULT_TURN_SETTINGS } from '../../server/domain/turn-taking/turn-settings'
import type { TurnCommand } from '../../server/domain/turn-taking/turn-state'
import { TurnDriver } from './turn-driver'

function start(settings: Partial<typeof DEFAULT_TURN_SETTINGS> = {}) {
  const time = { nowMs: 0 }
  const commands: TurnCommand[] = []
  const askedForMs: number[] = []
  const driver = new TurnDriver(
    { ...DEFAULT_TURN_SETTINGS, ...settings },
    () => time.nowMs,
    (command) => commands.push(command),
    () => time.nowMs,
    (atMs) => askedForMs.push(atMs),
  )
  return { driver, time, commands, askedForMs }
}

test('after every event it asks to be called when the first timer is due', () => {
  const { driver, time, askedForMs } = start({ maxDurationMs: 60_000, silencePromptAfterMs: 8000 })
  driver.dispatch({ type: 'call_started', hasNotice: false })
  expect(askedForMs.at(-1)).toBe(60_000)
  driver.dispatch({ type: 'reply_heard', replyId: 1 })
  time.nowMs = 2000
  driver.dispatch({ type: 'reply_finished', replyId: 1 })
  expect(askedForMs.at(-1)).toBe(10_000)
})

test('a tick says when the next one is needed, and does nothing before', () => {
  const { driver, time, commands } = start({ silencePromptAfterMs: 8000 })
  driver.dispatch({ type: 'call_started', hasNotice: false })
  driver.dispatch({ type: 'reply_heard', replyId: 1 })
  driver.dispatch({ type: 'reply_finished', replyId: 1 })
  const before = commands.length
  time.nowMs = 7999
  expect(driver.tick(time.nowMs)).toBe(8000)
  expect(commands).toHaveLength(before)
  time.nowMs = 8000
  driver.tick(time.nowMs)
  expect(commands.at(-1)).toMatchObject({ type: 'say', line: 'silence_prompt' })
})
