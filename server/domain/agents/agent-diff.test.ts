import { expect, test } from 'vitest'
import { agentFromTemplate } from '../templates/agent-templates'
import { diffAgentConfigs } from './agent-diff'

const { config } = agentFromTemplate({ businessType: 'medical', businessName: 'City Clinic' })

test('two equal configurations differ in nothing', () => {
  expect(diffAgentConfigs(config, structuredClone(config))).toEqual([])
})

test('each setting that differs is named once, as a person reads it', () => {
  const after = {
    ...config,
    greeting: 'Namaste!',
    enableMemory: false,
    extractionSchemas: ['appointment'],
    settings: { ...config.settings, silencePrompts: 1 },
  }
  expect(diffAgentConfigs(config, after)).toEqual([
    { path: 'greeting', label: 'Greeting', before: 'Thank you for calling City Clinic. How may I help you?', after: 'Namaste!' },
    { path: 'enableMemory', label: 'Remembers callers', before: 'yes', after: 'no' },
    { path: 'extractionSchemas', label: 'Details to take down', before: 'appointment, symptoms', after: 'appointment' },
    { path: 'settings.silencePrompts', label: 'Times to ask again', before: '2', after: '1' },
  ])
})

test('a first version has nothing to compare with', () => {
  expect(diffAgentConfigs(null, config)).toEqual([])
})

test('every setting of an agent has a label', () => {
  const after = {
    systemPrompt: 'x',
    greeting: 'x',
    fallbackMessage: 'x',
    voiceId: 'other:x',
    language: 'xx',
    maxCallDurationSeconds: 31,
    enableMemory: !config.enableMemory,
    enableExtraction: !config.enableExtraction,
    extractionSchemas: ['x'],
    settings: {
      personaName: 'x',
      businessFacts: 'x',
      speechToText: 'embedded' as const,
      languageModel: 'x',
      notice: 'x',
      silencePromptAfterMs: 1,
      silencePrompts: 9,
      silencePromptText: 'x',
      goodbyeText: 'x',
      endOfTurnSilenceMs: 1,
      allowTransfer: !config.settings.allowTransfer,
      transferNumber: 'x',
      keyterms: ['x'],
    },
  }
  const changes = diffAgentConfigs(config, after)
  expect(changes).toHaveLength(Object.keys(config).length - 1 + Object.keys(config.settings).length)
  expect(changes.filter((change) => change.label === change.path)).toEqual([])
})
