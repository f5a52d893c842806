import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleave } from '../../server/domain/audio/channels'
import { concatPcm, msToSamples, samplesToMs } from '../../server/domain/audio/pcm16'
import { trimSilence } from '../../server/domain/audio/trim-silence'
import { encodeWav } from '../../server/domain/audio/wav'
import { recordingKey } from '../../server/domain/recordings/recording-key'
import type { RecordingStore } from '../../server/ports/recording-store'
import type { TextToSpeech } from '../../server/ports/text-to-speech'
import type { DemoCalls } from './demo-calls'
import type { DemoTenant } from './demo-tenants'

const SAMPLE_RATE_HZ = 8000

/** Audio of a sentence, by who says it and what. */
export type SpokenLines = Map<string, Int16Array>

const lineKey = (role: string, text: string) => `${role}:${text}`

/** What an agent's turn sounded like: the part that was heard. */
function soundingText(turn: DemoCalls['turns'][number]): string {
  return turn.heardText ?? turn.text
}

/** Voices that speak what they have spoken before from memory. */
export function rememberSpeech(voices: TextToSpeech): TextToSpeech {
  const spoken = new Map<string, { pcm: Int16Array; sampleRateHz: number }[]>()
  return {
    ...voices,
    async *synthesize(request, signal) {
      const key = JSON.stringify(request)
      const known = spoken.get(key)
      if (known) return yield* known
      const chunks: { pcm: Int16Array; sampleRateHz: number }[] = []
      for await (const chunk of voices.synthesize(request, signal)) {
        chunks.push(chunk)
        yield chunk
      }
      spoken.set(key, chunks)
    },
  }
}

/** Speaks every turn of calls with the embedded voices: the agent with its own, the caller with another. */
export async function speakLines(voices: TextToSpeech, tenant: DemoTenant, turns: DemoCalls['turns']): Promise<SpokenLines> {
  const agentVoice = tenant.voiceId.split(':')[1] ?? 'slt'
  const callerVoice = agentVoice === 'rms' ? 'awb' : 'rms'
  const lines: SpokenLines = new Map()
  for (const turn of turns) {
    const chunks: Int16Array[] = []
    const request = {
      text: soundingText(turn),
      voice: turn.role === 'AGENT' ? agentVoice : callerVoice,
      language: tenant.language,
      preferredSampleRateHz: SAMPLE_RATE_HZ,
    }
    for await (const { pcm } of voices.synthesize(request, AbortSignal.timeout(30_000))) chunks.push(pcm)
    lines.set(lineKey(turn.role, request.text), trimSilence(concatPcm(chunks), SAMPLE_RATE_HZ, { leadMs: 0, tailMs: 0 }))
  }
  return lines
}

/** @returns how long a line takes to say, null for one nobody has spoken */
export function spokenMs(lines: SpokenLines, role: string, text: string): number | null {
  const pcm = lines.get(lineKey(role, text))
  return pcm ? Math.round(samplesToMs(pcm.length, SAMPLE_RATE_HZ)) : null
}

/** Lays the turns out on two channels, the caller left and the agent right, and stores the file. */
export async function storeRecording(
  store: RecordingStore,
  call: { tenantId: string; callId: string; durationMs: number },
  turns: DemoCalls['turns'],
  lines: SpokenLines,
): Promise<void> {
  const samples = msToSamples(call.durationMs, SAMPLE_RATE_HZ)
  const channels = { CALLER: new Int16Array(samples), AGENT: new Int16Array(samples) }
  for (const turn of turns) {
    const pcm = lines.get(lineKey(turn.role, soundingText(turn)))
    const at = msToSamples(turn.startedMs, SAMPLE_RATE_HZ)
    if (pcm) channels[turn.role].set(pcm.subarray(0, Math.max(0, samples - at)), at)
  }
  const folder = await mkdtemp(join(tmpdir(), 'voicedesk-demo-'))
  try {
    const file = join(folder, 'call.wav')
    await writeFile(file, encodeWav(interleave(channels.CALLER, channels.AGENT), { sampleRateHz: SAMPLE_RATE_HZ, channels: 2 }))
    await store.putFile(recordingKey(call.tenantId, call.callId), file, 'audio/wav')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
