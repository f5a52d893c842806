import { execFileSync, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export type DemoTenant = {
  id: string
  slug: string
  exotel: { numbers: string[]; webhook_secret: string }
  api_key: string
  users: { email: string; password: string; role: string }[]
}
export type DemoInfo = {
  app_url: string
  media_url: string
  database_app_url: string
  tenants: DemoTenant[]
  secrets: { retell_api_key: string }
}

/** The first start installs and builds, on a machine that may be busy. */
const START_LIMIT_MS = 480_000

function readDemoInfo(): DemoInfo | null {
  try {
    const text = execFileSync('npm', ['run', '--silent', 'demo:info', '--', '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return JSON.parse(text) as DemoInfo
  } catch {
    return null
  }
}

async function isHealthy(info: DemoInfo | null): Promise<boolean> {
  if (!info) return false
  return fetch(`${info.app_url}/api/health`).then(
    (response) => response.ok,
    () => false,
  )
}

/** The running demo, or one started for the measurement and stopped after it. */
export async function openInstance(): Promise<{ info: DemoInfo; stop(): Promise<void> }> {
  const running = readDemoInfo()
  if (running && (await isHealthy(running))) return { info: running, stop: async () => {} }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  await Promise.race([saysReady(child.stdout), exited, limit(START_LIMIT_MS)])
  const info = readDemoInfo()
  if (info && (await isHealthy(info))) return { info, stop }
  await stop()
  throw new Error('The product did not start within eight minutes')
}

/** What is written after it is read as well: a full pipe would hold the product up. */
function saysReady(output: Readable): Promise<void> {
  return new Promise((resolve) => output.on('data', (chunk: Buffer) => chunk.includes('is ready') && resolve()))
}

function limit(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
