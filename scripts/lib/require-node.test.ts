import { expect, test } from 'vitest'
import { whyUnsupported } from './require-node.mjs'

test.each(['20.12.0', '20.20.2', '22.0.0', '24.1.0'])('Node %s is new enough', (version) => {
  expect(whyUnsupported(version)).toBe('')
})

test.each(['12.22.0', '18.20.4', '20.11.1'])('Node %s is refused in one sentence', (version) => {
  expect(whyUnsupported(version)).toBe(`Voicedesk needs Node 20.12 or newer; this is Node ${version}.`)
})
