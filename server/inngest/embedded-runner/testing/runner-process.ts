import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** The runner as it is started in production: a process of its own, which can be killed. */
export type RunnerProcess = {
  port: number
  start(): Promise<void>
  /** SIGKILL: nothing of it gets to say goodbye. */
  kill(): Promise<void>
}

const READY_LIMIT_MS = 20_000

export async function createRunnerProcess(options: {
  databaseUrl: string
  appPort: number
  internalSecret: string
}): Promise<RunnerProcess> {
  const port = await freePort()
  let child: ChildProcess | undefined
  return {
    port,
    async start() {
      const started = spawn(process.execPath, ['--import', 'tsx', 'server/inngest/embedded-runner/main.ts'], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          NODE_ENV: 'test',
          LOG_LEVEL: 'silent',
          DATABASE_URL: options.databaseUrl,
          DATABASE_APP_URL: options.databaseUrl,
          INTERNAL_SECRET: options.internalSecret,
          JOBS_URL: `http://127.0.0.1:${options.appPort}/api/inngest`,
          RUNNER_PORT: String(port),
        },
      })
      child = started
      await untilHealthy(`http://127.0.0.1:${port}/healthz`, started)
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const limit = Date.now() + READY_LIMIT_MS
  while (Date.now() < limit) {
    if (child.exitCode !== null) throw new Error(`The runner ended with ${child.exitCode}`)
    const isHealthy = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isHealthy) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The runner did not become healthy')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
