import { expect, expectTypeOf, test } from 'vitest'
import { type AgentConfigPatch, agentConfigPatch } from './agent-view'

test('a patch holds what was sent and nothing else', () => {
  expect(agentConfigPatch.parse({ greeting: 'Hello', settings: { silencePrompts: 1 } })).toEqual({
    greeting: 'Hello',
    settings: { silencePrompts: 1 },
  })
  expect(agentConfigPatch.parse({})).toEqual({})
})

test('a patch is held to the same limits as the whole', () => {
  expect(agentConfigPatch.safeParse({ greeting: '' }).success).toBe(false)
  expect(agentConfigPatch.safeParse({ settings: { silencePromptAfterMs: 5 } }).success).toBe(false)
  expect(agentConfigPatch.safeParse({ voiceId: 'no-colon' }).success).toBe(false)
})

test('a patch is typed like the whole', () => {
  expectTypeOf<AgentConfigPatch['maxCallDurationSeconds']>().toEqualTypeOf<number | undefined>()
})
