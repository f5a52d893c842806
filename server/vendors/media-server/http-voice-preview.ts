import { VendorError } from '../../domain/errors/vendor-error'
import type { VoicePreview } from '../../ports/voice-preview'

const VENDOR = 'media-server'
const LIMIT_MS = 15_000
const MAX_BYTES = 4_000_000

export type HttpVoicePreviewOptions = { baseUrl: string; internalSecret: string }

/**
 * Asks the media-server, which holds the voices: `POST /internal/preview` with `{ voice_id, text, language }` and our own secret as
 * bearer token, answered with `audio/wav`.
 */
export function createHttpVoicePreview({ baseUrl, internalSecret }: HttpVoicePreviewOptions): VoicePreview {
  return {
    async speak({ voiceId, text, language }, signal) {
      const response = await ask(`${baseUrl}/internal/preview`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${internalSecret}` },
        body: JSON.stringify({ voice_id: voiceId, text, language }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw new VendorError(VENDOR, `preview answered ${response.status}`, { retryable: response.status >= 500, status: response.status })
      }
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (bytes.length > MAX_BYTES) throw new VendorError(VENDOR, 'preview is too long', { retryable: false })
      return bytes
    },
  }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    throw new VendorError(VENDOR, 'preview was not answered', { retryable: true, cause })
  }
}
