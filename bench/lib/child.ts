import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type BenchChild = { process: ChildProcess; pid: number; nextMessage(): Promise<Record<string, unknown>>; stop(): Promise<void> }

/** Preloaded into every child: one whose parent has gone would go on listening for ever. */
const ENDS_WITH_PARENT = new URL('ends-with-parent.ts', import.meta.url).href

/**
 * Runs a TypeScript file as its own process. It speaks by printing one JSON object a line; anything else it prints goes to stderr.
 * `nextMessage` rejects when the process ends without another line.
 * @param flags Node's, as the process has them in a real installation
 */
export function startChild(file: string, settings: unknown, flags: readonly string[] = []): BenchChild {
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', '--import', ENDS_WITH_PARENT, file, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const queue: Record<string, unknown>[] = []
  const waiting: { resolve(value: Record<string, unknown>): void; reject(error: Error): void }[] = []
  let hasEnded = false
  createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).on('line', (line) => {
    if (!line.startsWith('{')) return void process.stderr.write(`${line}\n`)
    const message = JSON.parse(line) as Record<string, unknown>
    const next = waiting.shift()
    if (next) next.resolve(message)
    else queue.push(message)
  })
  const exited = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      hasEnded = true
      for (const { reject } of waiting.splice(0)) reject(new Error(`${file} ended with code ${code}`))
      resolve()
    })
  })
  return {
    process: child,
    pid: child.pid ?? 0,
    nextMessage: () =>
      new Promise((resolve, reject) => {
        const first = queue.shift()
        if (first) resolve(first)
        else if (hasEnded) reject(new Error(`${file} has ended`))
        else waiting.push({ resolve, reject })
      }),
    stop: async () => {
      if (!hasEnded) child.kill('SIGTERM')
      await exited
    },
  }
}
