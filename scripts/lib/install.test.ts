import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { isInstalled } from './install.mjs'
import { identify, isSame } from './process-identity.mjs'

const root = mkdtempSync(join(tmpdir(), 'voicedesk-install-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a start that is stopped while packages are installed leaves no npm behind, though npm takes its time to end', async () => {
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}')
  const npm = join(root, 'npm.cjs')
  writeFileSync(
    npm,
    `process.on('SIGTERM', () => {}); require('fs').writeFileSync('npm.pid', String(process.pid)); setInterval(() => {}, 1000)`,
  )
  const installer = pathToFileURL(join(__dirname, 'install.mjs')).href
  const script = `process.on('SIGTERM', () => process.exit(0)); import('${installer}').then(({ install }) => install(process.cwd()))`
  const starting = spawn(process.execPath, ['-e', script], {
    cwd: root,
    env: { ...process.env, npm_execpath: npm },
    stdio: 'ignore',
  })
  await vi.waitFor(() => expect(existsSync(join(root, 'npm.pid'))).toBe(true), { timeout: 10_000 })
  const child = identify(Number(readFileSync(join(root, 'npm.pid'), 'utf8')))
  starting.kill('SIGTERM')
  await vi.waitFor(() => expect(isSame(child)).toBe(false), { timeout: 5000 })
})

test('what npm itself installed from the lock is not installed again', () => {
  const clone = mkdtempSync(join(tmpdir(), 'voicedesk-clone-'))
  mkdirSync(join(clone, 'node_modules'))
  copyFileSync('package-lock.json', join(clone, 'package-lock.json'))
  expect(isInstalled(clone)).toBe(false)
  copyFileSync('node_modules/.package-lock.json', join(clone, 'node_modules/.package-lock.json'))
  expect(isInstalled(clone)).toBe(true)
  rmSync(clone, { recursive: true })
})
