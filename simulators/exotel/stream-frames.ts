/** Frames as Exotel writes them on a Voicebot stream, in either of its spellings. */
export type Spelling = 'snake' | 'camel'

export type StreamIdentity = { streamSid: string; callSid: string; accountSid: string; from: string; to: string }

export function createFrameWriter(identity: StreamIdentity, spelling: Spelling) {
  let sequence = 0
  let chunk = 0
  const isSnake = spelling === 'snake'
  const number = (value: number) => (isSnake ? String(value) : value)
  const sid = isSnake ? { stream_sid: identity.streamSid } : { streamSid: identity.streamSid }
  const head = (event: string) => ({ event, [isSnake ? 'sequence_number' : 'sequenceNumber']: number(++sequence), ...sid })

  return {
    connected: () => JSON.stringify({ event: 'connected' }),
    start: (sampleRateHz: number, customParameters: Record<string, string>) => {
      const { callSid, accountSid, from, to } = identity
      const start = isSnake
        ? {
            ...sid,
            call_sid: callSid,
            account_sid: accountSid,
            from,
            to,
            custom_parameters: Object.keys(customParameters).length === 0 ? '' : customParameters,
            media_format: { encoding: 'base64', sample_rate: String(sampleRateHz), bit_rate: '128kbps' },
          }
        : {
            ...sid,
            callSid,
            accountSid,
            from,
            to,
            customParameters,
            mediaFormat: { encoding: 'audio/x-raw', sampleRate: `${sampleRateHz}Hz`, bitRate: '16' },
          }
      return JSON.stringify({ ...head('start'), start })
    },
    media: (pcm: Int16Array, timestampMs: number) => {
      const payload = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64')
      return JSON.stringify({ ...head('media'), media: { chunk: number(++chunk), timestamp: number(timestampMs), payload } })
    },
    dtmf: (digit: string) => JSON.stringify({ ...head('dtmf'), dtmf: { digit, duration: number(100) } }),
    mark: (name: string) => JSON.stringify({ ...head('mark'), mark: { name } }),
    clear: () => JSON.stringify({ event: 'clear', ...sid }),
    stop: (reason: 'stopped' | 'callended') => {
      const stop = isSnake
        ? { call_sid: identity.callSid, account_sid: identity.accountSid, reason }
        : { callSid: identity.callSid, accountSid: identity.accountSid, reason }
      return JSON.stringify({ ...head('stop'), stop })
    },
  }
}

export type AgentFrame = { event: 'media'; pcm: Int16Array; bytes: number } | { event: 'mark'; name: string } | { event: 'clear' }

/** Reads what our side sends, as strictly as the vendor's documents. `violation` says what they would object to. */
export function readAgentFrame(text: string, streamSid: string): { frame: AgentFrame | null; violation: string | null } {
  let message: Record<string, unknown>
  try {
    message = JSON.parse(text) as Record<string, unknown>
  } catch {
    return { frame: null, violation: 'not JSON' }
  }
  const { event } = message
  if (message.stream_sid !== streamSid) return { frame: null, violation: `${String(event)} with another stream_sid` }
  if (event === 'clear') return { frame: { event }, violation: null }
  if (event === 'mark') {
    const name = (message.mark as { name?: unknown } | undefined)?.name
    return typeof name === 'string' ? { frame: { event, name }, violation: null } : { frame: null, violation: 'mark without a name' }
  }
  if (event !== 'media') return { frame: null, violation: `unknown event ${String(event)}` }
  const payload = (message.media as { payload?: unknown } | undefined)?.payload
  if (typeof payload !== 'string') return { frame: null, violation: 'media without a payload' }
  const bytes = Buffer.from(payload, 'base64')
  const pcm = new Int16Array(bytes.length >> 1)
  new Uint8Array(pcm.buffer).set(bytes.subarray(0, pcm.byteLength))
  const violation =
    bytes.length === 0
      ? 'empty media'
      : bytes.length % 320 !== 0
        ? `media of ${bytes.length} bytes is no multiple of 320`
        : bytes.length > 100_000
          ? `media of ${bytes.length} bytes is too large`
          : null
  return { frame: { event, pcm, bytes: bytes.length }, violation }
}
