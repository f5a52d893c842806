import { execFileSync, spawn } from 'node:child_process'

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

const START_LIMIT_MS = 240_000

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
  const child = spawn(process.execPath, ['scripts/start.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const deadline = Date.now() + START_LIMIT_MS
  while (Date.now() < deadline && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const info = readDemoInfo()
    if (info && (await isHealthy(info))) {
      return {
        info,
        stop: async () => {
          child.kill('SIGTERM')
          await exited
        },
      }
    }
  }
  child.kill('SIGTERM')
  throw new Error('The product did not start within four minutes')
}
