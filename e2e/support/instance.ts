import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '../../scripts/lib/embedded-postgres.mjs'

type Identity = { pid: number; startedAt: string }
export type Runtime = { supervisor: Identity; children: (Identity & { name: string })[]; env: Record<string, string> }

/** What a running instance has written down about itself. */
export function readRuntime(dataDir: string): Runtime {
  return JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as Runtime
}

export function readDatabasePid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export async function isHealthy(appUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${appUrl}/api/health`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}

const started = new Set<ChildProcess>()

/** Ends what a failed test left running. */
export async function stopInstances(): Promise<void> {
  for (const child of started) child.kill('SIGTERM')
  await Promise.all([...started].map((child) => new Promise((done) => child.once('exit', done))))
}

export type Instance = { dataDir: string; appUrl: string; process: ChildProcess; said(): string; ended: Promise<number | null> }

/** `npm start` as a person runs it, in a folder and on ports of its own. */
export async function startInstance(
  dataDir: string,
  ports?: Record<string, string>,
): Promise<Instance & { ports: Record<string, string> }> {
  const chosen = ports ?? (await choosePorts())
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...chosen, DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '', APP_URL: '', MEDIA_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  child.once('exit', () => started.delete(child))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  return {
    dataDir,
    ports: chosen,
    appUrl: `http://127.0.0.1:${chosen.PORT}`,
    process: child,
    said: () => text,
    ended: new Promise((done) => {
      child.once('exit', done)
    }),
  }
}

async function choosePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {}
  for (const name of ['PORT', 'MEDIA_PORT', 'SIMULATORS_PORT', 'RUNNER_PORT']) ports[name] = String(await findFreePort())
  return ports
}
