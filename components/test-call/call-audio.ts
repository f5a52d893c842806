/** Telephone speech needs no more; both directions use it. */
export const SAMPLE_RATE_HZ = 16_000

export type AudioEvents = {
  /** 20 ms of the microphone, 16-bit little-endian PCM. */
  onFrame: (pcm: ArrayBuffer) => void
  /** Everything before this mark has been played. */
  onMark: (name: string) => void
  onLevel: (side: 'caller' | 'agent', level: number) => void
}

/** The microphone and the loudspeaker of one call. Create it inside the click that starts the call: browsers hold sound back otherwise. */
export class CallAudio {
  private readonly context = new AudioContext({ latencyHint: 'interactive' })
  private playback: AudioWorkletNode | null = null
  private capture: AudioWorkletNode | null = null
  private microphone: { stream: MediaStream; source: MediaStreamAudioSourceNode } | null = null
  private isClosed = false

  constructor(private readonly events: AudioEvents) {
    void this.context.resume()
  }

  /** Loads the worklets and connects the loudspeaker. */
  async open(): Promise<void> {
    await this.context.audioWorklet.addModule('/audio/call-worklet.js')
    if (this.isClosed) return
    const options = { processorOptions: { sampleRateHz: SAMPLE_RATE_HZ } }
    this.playback = new AudioWorkletNode(this.context, 'call-playback', { ...options, numberOfInputs: 0, outputChannelCount: [1] })
    this.playback.port.onmessage = ({ data }: MessageEvent<{ type: 'mark'; name: string } | { type: 'level'; level: number }>) => {
      if (data.type === 'mark') this.events.onMark(data.name)
      else this.events.onLevel('agent', data.level)
    }
    this.playback.connect(this.context.destination)
    this.capture = new AudioWorkletNode(this.context, 'call-capture', {
      ...options,
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    })
    this.capture.port.onmessage = ({ data }: MessageEvent<{ type: 'frame'; pcm: ArrayBuffer } | { type: 'level'; level: number }>) => {
      if (data.type === 'frame') this.events.onFrame(data.pcm)
      else this.events.onLevel('caller', data.level)
    }
  }

  /** Takes another microphone, also in the middle of a call. */
  takeMicrophone(stream: MediaStream): void {
    if (this.isClosed || !this.capture) {
      stopStream(stream)
      return
    }
    this.microphone?.source.disconnect()
    if (this.microphone && this.microphone.stream !== stream) stopStream(this.microphone.stream)
    const source = this.context.createMediaStreamSource(stream)
    source.connect(this.capture)
    this.microphone = { stream, source }
  }

  setMuted(isMuted: boolean): void {
    for (const track of this.microphone?.stream.getAudioTracks() ?? []) track.enabled = !isMuted
  }

  async setLoudspeaker(deviceId: string): Promise<void> {
    const context: AudioContext & { setSinkId?: (id: string) => Promise<void> } = this.context
    await context.setSinkId?.(deviceId)
  }

  play(pcm: ArrayBuffer): void {
    this.playback?.port.postMessage({ type: 'audio', pcm }, [pcm])
  }

  mark(name: string): void {
    this.playback?.port.postMessage({ type: 'mark', name })
  }

  clear(): void {
    this.playback?.port.postMessage({ type: 'clear' })
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.microphone) stopStream(this.microphone.stream)
    void this.context.close()
  }
}

export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
