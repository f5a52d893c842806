import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A Redis of one test file's own, on a free port, that keeps nothing. */
export type TestRedis = {
  url: string
  /** As in a crash: nothing is said to clients. */
  kill(): Promise<void>
  /** Back on the same port, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Whether a redis-server binary is on the PATH. Says loudly when not: the tests that need it do not run then. */
export function hasRedisServer(): boolean {
  const isFound = spawnSync('redis-server', ['--version']).status === 0
  if (!isFound)
    process.stderr.write('\n*** redis-server is not installed: the Redis tests DO NOT RUN here (apt-get install redis-server) ***\n\n')
  return isFound
}

export async function startTestRedis(): Promise<TestRedis> {
  const port = await freePort()
  let child = await launch(port)
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    async restart() {
      child = await launch(port)
    },
    stop: kill,
  }
}

async function launch(port: number): Promise<ChildProcess> {
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    child.once('error', reject)
    child.stdout?.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve()
    })
  })
  return child
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
