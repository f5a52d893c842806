import { afterAll, describe, expect, test } from 'vitest'
import { parseEnv } from '../server/env'
import { createProviders } from './providers'

const opened: { close(): Promise<void> }[] = []
afterAll(async () => {
  await Promise.all(opened.map((providers) => providers.close()))
})

function providersWith(settings: Record<string, string>) {
  const providers = createProviders(parseEnv({ DATABASE_APP_URL: 'postgres://localhost/x', INTERNAL_SECRET: 'x'.repeat(32), ...settings }))
  opened.push(providers)
  return providers
}

describe('without any key', () => {
  const providers = providersWith({ OPENAI_IS_SIMULATED: '1', OPENAI_API_KEY: 'simulated' })

  test('the embedded set serves every agent, whatever it asks for', () => {
    expect(providers.speechToText('deepgram-flux', 'en-IN').map(({ name }) => name)).toEqual(['embedded'])
    expect(providers.textToSpeech('elevenlabs:abc').map(({ provider, voice }) => `${provider.name}:${voice}`)).toEqual(['embedded:slt'])
    expect(providers.textToSpeech('embedded:rms').map(({ voice }) => voice)).toEqual(['rms'])
    expect(providers.textToSpeech('openai:coral').map(({ provider }) => provider.name)).toEqual(['embedded'])
  })

  test('the practice receptionist costs nothing', () => {
    expect(providers.languageModels('gpt-9').map(({ pricedAs }) => pricedAs)).toEqual(['practice-receptionist'])
  })
})

describe('with keys', () => {
  const providers = providersWith({
    DEEPGRAM_API_KEY: 'x',
    ELEVENLABS_API_KEY: 'x',
    OPENAI_API_KEY: 'x',
    OPENAI_FALLBACK_API_KEY: 'y',
    OPENAI_FALLBACK_BASE_URL: 'http://127.0.0.1:11434/v1',
    OPENAI_FALLBACK_MODEL: 'llama',
  })

  test('the asked provider comes first and the embedded one stands in', () => {
    expect(providers.speechToText('auto', 'hi-IN').map(({ name }) => name)).toEqual(['deepgram-nova', 'embedded'])
    expect(providers.speechToText('deepgram-flux', 'en').map(({ name }) => name)).toEqual(['deepgram-flux', 'embedded'])
    expect(providers.speechToText('embedded', 'en').map(({ name }) => name)).toEqual(['embedded'])
    expect(providers.textToSpeech('elevenlabs:abc').map(({ provider, voice }) => `${provider.name}:${voice}`)).toEqual([
      'elevenlabs:abc',
      'embedded:slt',
    ])
  })

  test('an agent’s own model comes first, then the standard one, then the second endpoint', () => {
    expect(providers.languageModels('gpt-5.4-mini').map(({ pricedAs }) => pricedAs)).toEqual(['gpt-5.4-mini', 'gpt-4o-mini', 'llama'])
    expect(providers.languageModels('auto').map(({ pricedAs }) => pricedAs)).toEqual(['gpt-4o-mini', 'llama'])
  })
})
