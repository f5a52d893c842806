import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
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
