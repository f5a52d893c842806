import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BSD-4-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'SIL OPEN FONT LICENSE',
  'OFL-1.1',
])

/** Used unchanged as tools or data, never linked into what is shipped: their terms reach no further than their own files. */
const ACCEPTED = new Map([
  ['@axe-core/playwright', 'MPL-2.0'],
  ['axe-core', 'MPL-2.0'],
  ['lightningcss', 'MPL-2.0'],
  ['caniuse-lite', 'CC-BY-4.0'],
  ['seq-queue', 'MIT in its readme, no licence field'],
])

type LockEntry = { license?: string; link?: boolean; name?: string }
type PackageJson = { license?: string | { type: string }; licenses?: (string | { type: string })[] }

function licenceOf(folder: string, entry: LockEntry): string {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) return entry.license ?? 'none'
  const { license, licenses } = JSON.parse(readFileSync(path, 'utf8')) as PackageJson
  const parts = license ? [license] : (licenses ?? [])
  return parts.map((part) => (typeof part === 'string' ? part : part.type)).join(' OR ') || (entry.license ?? 'none')
}

function isPermissive(expression: string): boolean {
  const text = expression.replace(/[()]/g, '')
  return text.split(/ OR /i).some((choice) => choice.split(/ AND /i).every((licence) => PERMISSIVE.has(licence.trim())))
}

test('every dependency is under a permissive licence', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> }
  const offenders = Object.entries(lock.packages)
    .filter(([folder, entry]) => folder !== '' && !entry.link)
    .map(([folder, entry]) => ({ name: folder.replace(/^.*node_modules\//, ''), licence: licenceOf(folder, entry) }))
    .filter(({ name }) => !ACCEPTED.has(name) && !name.startsWith('lightningcss-'))
    .filter(({ licence }) => !isPermissive(licence))
  expect(offenders).toEqual([])
})
