/** `speak <file.wav> <json of sentences and pauses>` or `transcribe <file.wav>`: speech for the journeys, in a process that can hold its threads. */
import { readFileSync, writeFileSync } from 'node:fs'
import { deinterleave } from '@/server/domain/audio/channels'
import { levelDbfs } from '@/server/domain/audio/level'
import { concatPcm, msToSamples } from '@/server/domain/audio/pcm16'
import { decodeWav, encodeWav } from '@/server/domain/audio/wav'
import { silence, speak, transcribe } from '@/server/testing/speech-fixtures'

const SAMPLE_RATE_HZ = 16_000
const WINDOW_MS = 20
const PAUSE_MS = 700
const SOUND_DBFS = -45

async function speakTo(path: string, parts: (string | number)[]): Promise<void> {
  const pieces: Int16Array[] = []
  for (const part of parts) {
    pieces.push(typeof part === 'number' ? silence(part, SAMPLE_RATE_HZ) : await speak(part, { sampleRateHz: SAMPLE_RATE_HZ }))
  }
  writeFileSync(path, encodeWav(concatPcm(pieces), { sampleRateHz: SAMPLE_RATE_HZ, channels: 1 }))
}

/** Stretches with sound in them, each with a little silence around it: the recogniser hears utterances, not whole calls. */
function utterancesOf(pcm: Int16Array, sampleRateHz: number): Int16Array[] {
  const step = msToSamples(WINDOW_MS, sampleRateHz)
  const margin = msToSamples(PAUSE_MS / 2, sampleRateHz)
  const stretches: { from: number; to: number }[] = []
  for (let at = 0; at < pcm.length; at += step) {
    if (levelDbfs(pcm.subarray(at, at + step)) < SOUND_DBFS) continue
    const last = stretches.at(-1)
    if (last && at - last.to < msToSamples(PAUSE_MS, sampleRateHz)) last.to = at + step
    else stretches.push({ from: at, to: at + step })
  }
  return stretches.map(({ from, to }) => pcm.slice(Math.max(0, from - margin), to + margin))
}

async function transcribeFrom(path: string): Promise<string[]> {
  const { pcm, channels, sampleRateHz } = decodeWav(readFileSync(path))
  const hear = async (channel: Int16Array) => {
    const heard: string[] = []
    for (const utterance of utterancesOf(channel, sampleRateHz)) heard.push(await transcribe(utterance, sampleRateHz))
    return heard.join(' ')
  }
  return Promise.all(deinterleave(pcm, channels).map(hear))
}

const [command, path, parts] = process.argv.slice(2)
if (command === 'speak' && path) await speakTo(path, JSON.parse(parts ?? '[]') as (string | number)[])
else if (command === 'transcribe' && path) console.log(JSON.stringify(await transcribeFrom(path)))
else throw new Error('Usage: speak <file> <json> | transcribe <file>')
process.exit(0)
