import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('./crashing-server-main.ts', import.meta.url))

/** A media-server over scripted providers in a process of its own, whose services are away, so that it can be killed. */
export class CrashingServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly callUrl: string,
    readonly callId: string,
  ) {}

  static async start(dataDir: string): Promise<CrashingServer> {
    const child = spawn(process.execPath, ['--import', 'tsx', MAIN, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const { callUrl, callId } = JSON.parse(await firstLine(child)) as { callUrl: string; callId: string }
    return new CrashingServer(child, callUrl, callId)
  }

  /** As `kill -9`. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGKILL')
    await gone
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}`)))
  })
}
