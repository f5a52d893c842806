import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { scriptedVoiceActivity } from '@/media-server/testing/scripted-speech'
import { startTestMediaServer, type TestMediaServer } from '@/media-server/testing/test-media-server'
import type { Turn } from '@/server/domain/transcript/turn'
import { createDeepgramFlux, createDeepgramNova } from '@/server/vendors/deepgram/deepgram-speech-to-text'
import { createElevenLabsTextToSpeech } from '@/server/vendors/elevenlabs/elevenlabs-text-to-speech'
import { createOpenAiLanguageModel } from '@/server/vendors/openai/openai-language-model'
import { createDeepgramSimulator } from './deepgram/deepgram-simulator'
import { createElevenLabsSimulator } from './elevenlabs/elevenlabs-simulator'
import { placeCall, type SimulatedCall } from './exotel/place-call'
import { type RunningSimulators, startSimulators } from './lib/simulator'
import { decodeModem, encodeModem } from './modem/modem'
import { createOpenAiSimulator } from './openai/openai-simulator'

/**
 * A call with nothing but wires between its parts: Exotel's frames in, Deepgram, OpenAI and ElevenLabs behind the real adapters.
 * Speech is modem tones, so what was said and heard can be compared letter by letter.
 */
const deepgram = createDeepgramSimulator()
const openAi = createOpenAiSimulator()
const elevenLabs = createElevenLabsSimulator()
let vendors: RunningSimulators
let media: TestMediaServer

beforeAll(async () => {
  vendors = await startSimulators([deepgram, openAi, elevenLabs], { port: 0 })
  const deepgramOptions = { apiKey: 'key', baseUrl: `${vendors.origin}/deepgram` }
  const nova = createDeepgramNova(deepgramOptions)
  const flux = createDeepgramFlux(deepgramOptions)
  const model = createOpenAiLanguageModel({ apiKey: 'key', baseUrl: `${vendors.origin}/openai/v1`, model: 'gpt-4o-mini' })
  const voice = createElevenLabsTextToSpeech({ apiKey: 'key', baseUrl: `${vendors.origin}/elevenlabs` })
  media = await startTestMediaServer({
    speechToText: (setting) => [setting === 'deepgram-flux' ? flux : nova],
    languageModels: () => [{ provider: model, pricedAs: 'gpt-4o-mini' }],
    textToSpeech: () => [{ provider: voice, voice: 'sarah' }],
    voiceActivity: scriptedVoiceActivity(),
  })
})
afterAll(async () => {
  await media.stop()
  await vendors.close()
})
beforeEach(() => {
  for (const simulator of [deepgram, openAi, elevenLabs]) simulator.control({ fault: null })
})

const agent = {
  systemPrompt: 'You are Maya, the virtual receptionist at City Clinic.',
  greeting: 'City Clinic, hello.',
  settings: { businessFacts: 'Open: Monday-Saturday, 9 AM to 7 PM\nAddress: 123 MG Road, Mumbai' },
}

const ANSWER = 'Our address is 123 MG Road, Mumbai. Is there anything else I can help you with?'

type Talk = (call: SimulatedCall, say: (text: string) => Promise<void>) => Promise<void>
async function call(talk: Talk, speechToText: 'deepgram-nova' | 'deepgram-flux' = 'deepgram-nova') {
  const { token, call: claimed } = media.expectCall({ agent: { ...agent, settings: { ...agent.settings, speechToText } } })
  const report = await placeCall(
    { appUrl: media.httpUrl, streamUrl: `${media.url}/exotel/${token}`, secret: '', from: '09876543210', to: '08047491899', frameMs: 20 },
    (line) => talk(line, (text) => line.say(encodeModem(text, 8000))),
  )
  const turns = () => media.factsOf(claimed.callId).flatMap((fact): Turn[] => (fact.type === 'turn' ? [fact.turn] : []))
  const heard = decodeModem(report.heard, 8000)
    .map((packet) => packet.text)
    .join('')
  return { report, turns, heard }
}

test.concurrent.each(['deepgram-nova', 'deepgram-flux'] as const)('question and answer through %s, letter by letter', async (name) => {
  const { report, turns, heard } = await call(async (line, say) => {
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(300)
    await say('Where are you?')
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(700)
  }, name)
  expect(report.violations).toEqual([])
  expect(heard).toBe('City Clinic, hello.Our address is 123 MG Road, Mumbai.Is there anything else I can help you with?')
  const told = () => turns().map(({ role, text, heardText, interrupted }) => ({ role, text, heardText, interrupted }))
  await vi.waitFor(() =>
    expect(told()).toEqual([
      { role: 'agent', text: 'City Clinic, hello.', heardText: 'City Clinic, hello.', interrupted: false },
      { role: 'caller', text: 'Where are you?', heardText: null, interrupted: false },
      { role: 'agent', text: ANSWER, heardText: ANSWER, interrupted: false },
    ]),
  )
})

test.concurrent('an interrupted answer is cleared, and only what was played counts as heard', async () => {
  const { report, turns, heard } = await call(async (line, say) => {
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(300)
    await say('Where are you?')
    await line.untilAgentSpeaks()
    await line.pause(1200)
    await say('Wait a moment please')
    await line.until('the answer is cleared', () => line.clearCount() > 0)
    await line.untilAgentIsSilent(300)
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(700)
  })
  expect(report.clears.length).toBeGreaterThan(0)
  expect(heard).not.toContain('anything else')
  expect(heard).toMatch(/Of course, take your time\.$/)
  await vi.waitFor(() => expect(turns()).toHaveLength(5))
  const cut = turns()[2]
  expect(cut).toMatchObject({ role: 'agent', interrupted: true })
  // Words are played in packets; what is claimed to be heard is never more than a word beyond them.
  expect(cut?.text.startsWith(cut.heardText ?? '?')).toBe(true)
  expect(cut?.heardText?.length).toBeLessThan(cut?.text.length ?? 0)
})

test.concurrent('goodbye is said to its end and the agent closes the line', async () => {
  const { report, heard } = await call(async (line, say) => {
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(300)
    await say('Thank you, goodbye.')
    await line.untilClosed(20_000)
  })
  expect(heard).toBe('City Clinic, hello.Thank you for calling City Clinic.Goodbye!')
  expect(report.closed).toMatchObject({ code: 1000, by: 'agent' })
})

test('a recogniser that loses its connection in the middle of a sentence loses no word', async () => {
  deepgram.control({ fault: { cutAfterPieces: 12, times: 1 } })
  const { turns } = await call(async (line, say) => {
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(300)
    await say('What are your opening hours on Monday?')
    await line.untilAgentSpeaks()
  })
  await vi.waitFor(() => expect(turns().find((turn) => turn.role === 'caller')?.text).toBe('What are your opening hours on Monday?'))
})

test('a model that is out of order leaves no silence', async () => {
  openAi.control({ fault: { status: 500 } })
  const { heard } = await call(async (line, say) => {
    await line.untilAgentSpeaks()
    await line.untilAgentIsSilent(300)
    await say('Where are you?')
    await line.untilAgentSpeaks(5000)
    await line.untilAgentIsSilent(700)
  })
  expect(heard.length).toBeGreaterThan('City Clinic, hello.'.length)
})
