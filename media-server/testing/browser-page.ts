import { WebSocket } from 'ws'
import { toText } from './spoken-text'

/** A page on the browser protocol that plays what it gets at once, and keeps everything it was told. */
export class BrowserPage {
  readonly messages: Record<string, unknown>[] = []
  readonly audio: Int16Array[] = []
  closeCode: number | null = null
  /** Says at once that everything was played; otherwise the server goes by the clock. */
  answersMarks = true
  private watchers: (() => void)[] = []

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.audio.push(new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)))
      else this.receive(JSON.parse(data.toString()) as Record<string, unknown>)
      this.changed()
    })
    socket.on('close', (code) => {
      this.closeCode = code
      this.changed()
    })
  }

  static async open(url: string): Promise<BrowserPage> {
    const page = new BrowserPage(new WebSocket(url, { perMessageDeflate: false }))
    await new Promise((resolve, reject) => {
      page.socket.once('open', resolve)
      page.socket.once('error', reject)
    })
    return page
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message))
  }

  /** Messages of one type, in order. */
  of(type: string): Record<string, unknown>[] {
    return this.messages.filter((message) => message.type === type)
  }

  get heardText(): string {
    return this.audio.map((pcm) => toText(pcm)).join('')
  }

  until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isTrue()) return
        this.watchers = this.watchers.filter((watcher) => watcher !== look)
        resolve()
      }
      this.watchers.push(look)
      look()
    })
  }

  private receive(message: Record<string, unknown>): void {
    this.messages.push(message)
    if (message.type === 'mark' && this.answersMarks) this.send({ type: 'mark', name: message.name })
  }

  private changed(): void {
    for (const watcher of [...this.watchers]) watcher()
  }
}
