import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { keepRunning, lastLines } from './child.mjs'
import { endProcess, identify, isSame } from './process-identity.mjs'

const folder = mkdtempSync(join(tmpdir(), 'voicedesk-supervision-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function keep(name: string, script: string, { yields = false } = {}) {
  const ends: string[] = []
  let spawns = 0
  const child = keepRunning({
    name,
    command: process.execPath,
    args: ['-e', script],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    logFile: join(folder, 'logs', `${name}.log`),
    graceMs: 3000,
    yields,
    onSpawn: () => {
      spawns += 1
    },
    onEnd: (reason: string) => ends.push(reason),
  })
  return { child, ends, spawns: () => spawns }
}

test('a killed child is started again, and a stopped one is not', async () => {
  const { child, ends, spawns } = keep('stubborn', 'console.log("up"); setInterval(() => {}, 1000)')
  const first = child.identity()
  expect(isSame(first)).toBe(true)
  process.kill(first?.pid ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(spawns()).toBe(2), { timeout: 10_000 })
  expect(ends).toEqual(['signal SIGKILL'])
  const second = child.identity()
  await child.stop()
  expect(isSame(second)).toBe(false)
  expect(spawns()).toBe(2)
})

test('what a child writes is kept in its log', async () => {
  const { child, ends } = keep('talker', 'console.log("first"); console.error("last"); process.exit(3)')
  await vi.waitFor(() => expect(ends[0]).toBe('code 3'), { timeout: 10_000 })
  await child.stop()
  expect(lastLines(child.logFile, 2)).toBe('first\nlast')
})

test('a child that ignores the request to end is ended all the same', async () => {
  const { child } = keep(
    'deaf',
    `process.on('SIGTERM', () => {}); require('fs').writeFileSync('deaf.ready', ''); setInterval(() => {}, 1000)`,
  )
  await vi.waitFor(() => expect(existsSync(join(folder, 'deaf.ready'))).toBe(true), { timeout: 10_000 })
  const identity = child.identity()
  await child.stop(100)
  expect(isSame(identity)).toBe(false)
})

test('a child that yields has the processor after the others, also against other sessions', async () => {
  const { child } = keep('patient', 'setInterval(() => {}, 1000)', { yields: true })
  const pid = child.identity()?.pid ?? 0
  const autogroup = `/proc/${pid}/autogroup`
  expect(getPriority(pid)).toBe(10)
  if (existsSync(autogroup)) expect(readFileSync(autogroup, 'utf8')).toMatch(/nice 10$/m)
  await child.stop()
})

test('ending a process ends what it started', async () => {
  const script = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); require('fs').writeFileSync('grandchild', String(c.pid)); setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['-e', script], { cwd: folder, detached: true, stdio: 'ignore' })
  await vi.waitFor(() => expect(existsSync(join(folder, 'grandchild'))).toBe(true), { timeout: 10_000 })
  const grandchild = identify(Number(readFileSync(join(folder, 'grandchild'), 'utf8')))
  await endProcess(identify(parent.pid ?? 0), 2000)
  await vi.waitFor(() => expect(isSame(grandchild)).toBe(false), { timeout: 5000 })
})

test('a pid that the system gave to somebody else is not ended', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const identity = identify(bystander.pid ?? 0)
  await endProcess({ pid: bystander.pid ?? 0, startedAt: '1' }, 100)
  expect(isSame(identity)).toBe(true)
  bystander.kill()
})
