import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { buildOpenApiDocument } from './openapi'

type Found = { security?: unknown[]; responses: Record<string, unknown> }

/** Doors the document does not describe, and why. */
const ELSEWHERE = /^\/api\/(auth|trpc|inngest|health|openapi\.json)|\[\.\.\.unknown\]/

const document = JSON.parse(JSON.stringify(buildOpenApiDocument('https://desk.example.test')))
const operations: [string, Found][] = Object.entries<Record<string, Found>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, Found] => [`${method.toUpperCase()} ${path}`, operation]),
)

test('it is OpenAPI 3.1 of this address', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://desk.example.test' }] })
})

test('every REST route is described', async () => {
  const files = (await readdir('app', { recursive: true })).filter((file) => file.endsWith('/route.ts'))
  const paths = files.map((file) => `/${file.slice(0, -'/route.ts'.length)}`.replace(/\[(\w+)\]/g, '{$1}'))
  expect(Object.keys(document.paths).sort()).toEqual(paths.filter((path) => !ELSEWHERE.test(path)).sort())
})

test('every operation names its refusals with the one error body', () => {
  for (const [name, { responses }] of operations) {
    expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '429']))
    expect(responses['401'], name).toMatchObject({ content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } })
  }
})

test('every reference leads somewhere', () => {
  const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? []
  expect(references.length).toBeGreaterThan(10)
  for (const reference of references) expect(document.components.schemas).toHaveProperty(reference.split('/').at(-1) ?? '')
})
