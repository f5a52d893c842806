import { describe, expect, test } from 'vitest'
import { agentConfig } from '../agents/agent-config'
import { EXTRACTION_SCHEMA_NAMES } from '../extraction/extraction-schemas'
import { BUSINESS_TYPES } from '../tenants/tenant-view'
import { agentFromTemplate, industryOf } from './agent-templates'

describe.each(BUSINESS_TYPES)('the %s template', (businessType) => {
  const { name, config } = agentFromTemplate({ businessType, businessName: 'Blue Lotus' })

  test('is a valid agent that names its business', () => {
    expect(agentConfig.parse(config)).toEqual(config)
    expect(config.greeting).toContain('Blue Lotus')
    expect(config.systemPrompt).toContain(`You are ${config.settings.personaName}`)
    expect(config.systemPrompt).toContain('Blue Lotus')
    expect(name).toContain(config.settings.personaName)
  })

  test('extracts something, with schemas that exist', () => {
    expect(config.extractionSchemas.length).toBeGreaterThan(0)
    expect(EXTRACTION_SCHEMA_NAMES).toEqual(expect.arrayContaining(config.extractionSchemas))
  })

  test('has facts the owner can correct', () => {
    expect(config.settings.businessFacts).toMatch(/Open: /)
  })
})

test('a clinic files appointments and symptoms, and sends emergencies to the emergency room', () => {
  const { config } = agentFromTemplate({ businessType: 'medical', businessName: 'City Clinic' })
  expect(config.greeting).toBe('Thank you for calling City Clinic. How may I help you?')
  expect(config.extractionSchemas).toEqual(['appointment', 'symptoms'])
  expect(config.maxCallDurationSeconds).toBe(300)
  expect(config.systemPrompt).toContain('emergency room immediately')
  expect(industryOf('medical')).toBe('HEALTHCARE')
})

test('given facts and a persona replace the examples', () => {
  const { config } = agentFromTemplate({
    businessType: 'restaurant',
    businessName: 'Spice Garden',
    personaName: 'Kabir',
    facts: ['Butter Chicken: ₹320'],
  })
  expect(config.settings).toMatchObject({ personaName: 'Kabir', businessFacts: 'Butter Chicken: ₹320' })
  expect(config.systemPrompt).not.toContain('Ravi')
})
