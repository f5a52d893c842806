import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createDemoSecrets } from '../prisma/scenarios/demo-secrets'
import { DEMO_TENANTS } from '../prisma/scenarios/demo-tenants'
import { interleave } from '../server/domain/audio/channels'
import { concatPcm } from '../server/domain/audio/pcm16'
import { resample } from '../server/domain/audio/resampler'
import { decodeWav, encodeWav } from '../server/domain/audio/wav'
import { env } from '../server/env'
import { createEmbeddedTextToSpeech } from '../server/vendors/embedded-speech/embedded-text-to-speech'
import { type CallReport, placeCall, type SimulatedCall } from '../simulators/exotel/place-call'

const HELP = `npm run call -- [options] "What are your opening hours?" question.wav "#42" …

Calls a running Voicedesk as Exotel would. Each argument is one turn of the caller: text to be spoken, a WAV file, or
# and digits to press. The caller waits for the agent to finish before each turn, and hangs up after the last answer.

  --tenant <slug>     which tenant of the demo to call (default: city-clinic)
  --to <number>       the number to call, with --secret: any other tenant
  --secret <secret>   its webhook secret
  --from <number>     who is calling (default: 09876543210; blank: withheld)
  --app <origin>      where the application is (default: APP_URL)
  --voice <name>      slt, rms, awb or kal (default: rms)
  --interrupt-ms <n>  start each turn so long after the agent has begun to speak
  --frame-ms <n>      size of the frames sent (default: 100)
  --rate <hz>         8000, 16000 or 24000 (default: 8000)
  --save <file.wav>   both sides, the caller left and the agent right
  --json              print the report as JSON`

const options = {
  tenant: { type: 'string', default: 'city-clinic' },
  to: { type: 'string' },
  secret: { type: 'string' },
  from: { type: 'string', default: '09876543210' },
  app: { type: 'string' },
  voice: { type: 'string', default: 'rms' },
  'interrupt-ms': { type: 'string' },
  'frame-ms': { type: 'string', default: '100' },
  rate: { type: 'string', default: '8000' },
  save: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

type Turn = { kind: 'speech'; label: string; pcm: Int16Array } | { kind: 'keys'; digits: string }

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  if (values.help) return print(HELP)
  const sampleRateHz = ([8000, 16000, 24000] as const).find((rate) => rate === Number(values.rate))
  if (!sampleRateHz) throw new Error(`--rate ${values.rate} is none of 8000, 16000, 24000`)
  const turns = await readTurns(positionals, values.voice, sampleRateHz)
  const interruptMs = values['interrupt-ms'] === undefined ? null : Number(values['interrupt-ms'])
  const spoken: { atMs: number; pcm: Int16Array }[] = []

  const report = await placeCall(
    {
      appUrl: values.app ?? env().APP_URL,
      ...whom(values),
      from: values.from,
      sampleRateHz,
      frameMs: Number(values['frame-ms']),
      callbacks: ['passthru', 'status'],
    },
    async (call) => {
      note(call, 'connected')
      for (const turn of turns) {
        await waitForMyTurn(call, interruptMs)
        if (turn.kind === 'keys') {
          note(call, `caller presses ${turn.digits}`)
          await call.press(turn.digits)
          continue
        }
        note(call, `caller: ${turn.label}`)
        spoken.push({ atMs: call.nowMs(), pcm: turn.pcm })
        await call.say(turn.pcm)
      }
      await waitForMyTurn(call, null)
      note(call, 'caller hangs up')
    },
  )
  if (values.save)
    writeFileSync(values.save, encodeWav(interleave(callerTrack(spoken, report), report.heard), { sampleRateHz, channels: 2 }))
  print(values.json ? JSON.stringify({ ...report, heard: undefined }, null, 2) : summarise(report))
  if (report.incoming.status !== 200 || report.firstAudioMs === null) process.exitCode = 1
}

function whom(values: { tenant: string; to?: string; secret?: string }): { to: string; secret: string } {
  if (values.to && values.secret) return { to: values.to, secret: values.secret }
  const tenant = DEMO_TENANTS.find(({ slug }) => slug === values.tenant)
  const { DEMO_SEED } = env()
  if (!tenant || !DEMO_SEED) throw new Error(`There is no running demo tenant ${values.tenant}: npm start, or give --to and --secret`)
  return { to: values.to ?? tenant.exotelNumber, secret: values.secret ?? createDemoSecrets(DEMO_SEED).exotelSecret(tenant.slug) }
}

async function readTurns(given: string[], voice: string, sampleRateHz: number): Promise<Turn[]> {
  const speech = createEmbeddedTextToSpeech()
  try {
    const turns: Turn[] = []
    for (const text of given) {
      if (/^#[0-9*#]*$/.test(text)) turns.push({ kind: 'keys', digits: text.slice(1) || '#' })
      else if (/\.wav$/i.test(text)) turns.push({ kind: 'speech', label: text, pcm: readWav(text, sampleRateHz) })
      else {
        const chunks: Int16Array[] = []
        const request = { text, voice, language: 'en-US', preferredSampleRateHz: sampleRateHz }
        for await (const { pcm } of speech.synthesize(request, AbortSignal.timeout(60_000))) chunks.push(pcm)
        turns.push({ kind: 'speech', label: text, pcm: concatPcm(chunks) })
      }
    }
    return turns
  } finally {
    await speech.close()
  }
}

/** The first channel, at the rate of the line. */
function readWav(path: string, sampleRateHz: number): Int16Array {
  const wav = decodeWav(readFileSync(path))
  const mono = wav.channels === 1 ? wav.pcm : wav.pcm.filter((_sample, index) => index % wav.channels === 0)
  return wav.sampleRateHz === sampleRateHz ? mono : resample(mono, wav.sampleRateHz, sampleRateHz)
}

async function waitForMyTurn(call: SimulatedCall, interruptMs: number | null): Promise<void> {
  await call.untilAgentSpeaks(15_000)
  note(call, 'agent speaks')
  if (interruptMs === null) await call.untilAgentIsSilent(700, 60_000)
  else await call.pause(interruptMs)
}

function callerTrack(spoken: { atMs: number; pcm: Int16Array }[], report: CallReport): Int16Array {
  const track = new Int16Array(report.heard.length)
  for (const { atMs, pcm } of spoken) {
    const at = Math.round((atMs * report.sampleRateHz) / 1000)
    if (at < track.length) track.set(pcm.subarray(0, track.length - at), at)
  }
  return track
}

function summarise(report: CallReport): string {
  const { incoming, closed, frames, clears, violations } = report
  if (!report.streamUrl) return `No stream: ${incoming.status} ${JSON.stringify(incoming.body)}`
  return [
    `call id ${String(incoming.body?.call_id ?? 'unknown')}, CallSid ${report.callSid}`,
    `first audio after ${Math.round(report.firstAudioMs ?? Number.NaN)} ms, ${frames.length} frames, at most ${Math.round(Math.max(0, ...frames.map((frame) => frame.queuedMs)))} ms queued`,
    `${clears.length} interruptions, closed ${closed?.code} by the ${closed?.by} after ${Math.round((closed?.atMs ?? 0) / 1000)} s`,
    ...violations.map((violation) => `against the protocol: ${violation}`),
  ].join('\n')
}

function note(call: SimulatedCall, text: string): void {
  process.stderr.write(`${(call.nowMs() / 1000).toFixed(1).padStart(6)} s  ${text}\n`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  await main()
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${cause}\n`)
  process.exitCode = 1
}
