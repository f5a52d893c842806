import { expect, test } from 'vitest'
import { listFields } from './describe-schema'

const components = {
  Line: { type: 'object', properties: { paise: { type: 'integer', minimum: 0 } }, required: ['paise'] },
  Call: {
    type: 'object',
    required: ['id', 'lines'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      status: { type: ['string', 'null'], enum: ['COMPLETED', 'FAILED'], description: 'How it ended' },
      lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
      page: { type: 'integer', minimum: 1, maximum: 100, default: 1 },
    },
  },
}

test('a schema becomes lines, references followed', () => {
  expect(listFields({ $ref: '#/components/schemas/Call' }, components)).toEqual([
    { path: 'id', name: 'id', level: 0, type: 'uuid', isRequired: true, description: null, limits: null },
    {
      path: 'status',
      name: 'status',
      level: 0,
      type: '"COMPLETED" | "FAILED"',
      isRequired: false,
      description: 'How it ended',
      limits: null,
    },
    { path: 'lines', name: 'lines', level: 0, type: 'object[]', isRequired: true, description: null, limits: null },
    { path: 'lines[].paise', name: 'paise', level: 1, type: 'integer', isRequired: true, description: null, limits: '≥ 0' },
    { path: 'page', name: 'page', level: 0, type: 'integer', isRequired: false, description: null, limits: '≥ 1, ≤ 100, default 1' },
  ])
})

test('a schema that refers to itself ends', () => {
  const tree = { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } }
  expect(listFields({ $ref: '#/components/schemas/Node' }, tree).length).toBeLessThan(10)
})
