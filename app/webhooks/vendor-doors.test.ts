import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { VENDOR_DOORS } from '@/server/http/vendor-doors'

test('every door for vendors has a route of its path, and every such route a door', () => {
  const app = join(import.meta.dirname, '..')
  const routes = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('route.ts') && readFileSync(join(app, path), 'utf8').includes('webhookRoutes('))
    .map((path) => `/${dirname(path)}`)
  expect(Object.keys(VENDOR_DOORS).sort()).toEqual(routes.sort())
})
