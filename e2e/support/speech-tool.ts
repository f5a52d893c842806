/** `speak <file.wav> <json of sentences and pauses>` or `transcribe <file.wav>`: speech for the journeys, in a process that can hold its threads. */
import { readFileSync, writeFileSync } from 'node:fs'
import { deinterleave } from '@/server/domain/audio/channels'
import { concatPcm } from '@/server/domain/audio/pcm16'
import { decodeWav, encodeWav } from '@/server/domain/audio/wav'
import { silence, speak, transcribe } from '@/server/testing/speech-fixtures'

const SAMPLE_RATE_HZ = 16_000

async function speakTo(path: string, parts: (string | number)[]): Promise<void> {
  const pieces: Int16Array[] = []
  for (const part of parts) {
    pieces.push(typeof part === 'number' ? silence(part, SAMPLE_RATE_HZ) : await speak(part, { sampleRateHz: SAMPLE_RATE_HZ }))
  }
  writeFileSync(path, encodeWav(concatPcm(pieces), { sampleRateHz: SAMPLE_RATE_HZ, channels: 1 }))
}

async function transcribeFrom(path: string): Promise<string[]> {
  const { pcm, channels, sampleRateHz } = decodeWav(readFileSync(path))
  return Promise.all(deinterleave(pcm, channels).map((channel) => transcribe(channel, sampleRateHz)))
}

const [command, path, parts] = process.argv.slice(2)
if (command === 'speak' && path) await speakTo(path, JSON.parse(parts ?? '[]') as (string | number)[])
else if (command === 'transcribe' && path) console.log(JSON.stringify(await transcribeFrom(path)))
else throw new Error('Usage: speak <file> <json> | transcribe <file>')
process.exit(0)
