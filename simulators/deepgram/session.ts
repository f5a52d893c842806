import type { WebSocket } from 'ws'
import type { DeepgramConnection } from './deepgram-simulator'
import { type Listening, samplesOf } from './hearing'

export type Session = { socket: WebSocket; query: URLSearchParams; sampleRateHz: number; ear: Listening; connection: DeepgramConnection }

/** How long the vendor waits for audio or a KeepAlive before it hangs up with NET-0001. */
const IDLE_LIMIT_MS = 10_000

/** Sorts a session's messages into audio and controls, and hangs up on a client that falls silent. */
export function readSession(session: Session, on: { audio(): void; control(type: string): void; hasIdleLimit: boolean }): void {
  const { socket, ear, connection } = session
  let idle: NodeJS.Timeout | undefined
  const stayAlive = () => {
    if (!on.hasIdleLimit) return
    clearTimeout(idle)
    idle = setTimeout(() => socket.close(1011, 'NET-0001'), IDLE_LIMIT_MS)
  }
  stayAlive()
  socket.on('close', () => clearTimeout(idle))
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, isBinary) => {
    stayAlive()
    if (!isBinary) {
      const { type } = JSON.parse(data.toString()) as { type: string }
      connection.controls.push(type)
      on.control(type)
      return
    }
    const pcm = samplesOf(data)
    connection.audioMessages += 1
    connection.audioSamples += pcm.length
    ear.write(pcm)
    on.audio()
  })
}
