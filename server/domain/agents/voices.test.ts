import { expect, test } from 'vitest'
import { FLITE_VOICES } from '../../vendors/embedded-speech/flite'
import { voiceId } from './agent-config'
import { EMBEDDED_VOICES, findVoice, parseVoiceId, VOICES } from './voices'

test('every voice has a valid id of its own, beginning with its provider', () => {
  for (const { id, provider } of VOICES) {
    expect(voiceId.parse(id)).toBe(id)
    expect(parseVoiceId(id).provider).toBe(provider)
  }
  expect(new Set(VOICES.map(({ id }) => id)).size).toBe(VOICES.length)
})

test('the built-in voices on offer are those the synthesiser has', () => {
  expect(EMBEDDED_VOICES.map(({ id }) => parseVoiceId(id).voice)).toEqual([...FLITE_VOICES])
})

test('a voice that is not listed is not found', () => {
  expect(findVoice('embedded:slt')?.label).toBe('Sally')
  expect(findVoice('elevenlabs:somebody-s-clone')).toBeNull()
})
