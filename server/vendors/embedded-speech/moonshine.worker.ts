import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { resample } from '../../domain/audio/resampler'
import { collapseRepetition } from '../../domain/speech-text/collapse-repetition'
import { serveRequests, workerOptions } from './serve-requests'
import { listVocabulary } from './vocabulary'

export type MoonshineOptions = { cacheDir: string }
/** At most some 20 s: the model was trained on short utterances and loops or loses the end of longer ones. */
export type MoonshineRequest = { pcm: Int16Array; sampleRateHz: number }
export type MoonshineReply = { text: string }

/** The part of sherpa-onnx-node used here; the package has no types. */
type SherpaOnnx = { OfflineRecognizer: new (config: Record<string, unknown>) => Recognizer }
type Recognizer = {
  createStream(): RecognizerStream
  decode(stream: RecognizerStream): void
  getResult(stream: RecognizerStream): { text: string }
}
type RecognizerStream = { acceptWaveform(audio: { samples: Float32Array; sampleRate: number }): void }

const MODEL_RATE_HZ = 16000
/** Less than the model's first layers need: it would answer '' as well, after printing an error. */
const SHORTEST_SEGMENT_MS = 100
const WEIGHTS = [
  { key: 'encoder', file: 'encoder_model.onnx', sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a' },
  { key: 'mergedDecoder', file: 'decoder_model_merged.onnx', sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367' },
] as const

const require = createRequire(import.meta.url)
const recognizer = createRecognizer(workerOptions<MoonshineOptions>())

serveRequests<MoonshineRequest, MoonshineReply>(({ pcm, sampleRateHz }) => {
  return { reply: { text: recognize(resample(pcm, sampleRateHz, MODEL_RATE_HZ)) }, transfer: [] }
})

function recognize(pcm: Int16Array): string {
  if (pcm.length < (MODEL_RATE_HZ * SHORTEST_SEGMENT_MS) / 1000) return ''
  const stream = recognizer.createStream()
  stream.acceptWaveform({ samples: Float32Array.from(pcm, (sample) => sample / 32768), sampleRate: MODEL_RATE_HZ })
  recognizer.decode(stream)
  return collapseRepetition(recognizer.getResult(stream).text.trim())
}

/** The package's entry point is for browsers, but the weights lie beside it. They are 28 MB; checking them costs 0.1 s. */
function createRecognizer({ cacheDir }: MoonshineOptions): Recognizer {
  const folder = fileURLToPath(new URL('model/tiny/quantized', import.meta.resolve('@usefulsensors/moonshine-js')))
  const paths = { encoder: '', mergedDecoder: '' }
  for (const { key, file, sha256 } of WEIGHTS) {
    const path = join(folder, file)
    const found = createHash('sha256').update(readFileSync(path)).digest('hex')
    if (found !== sha256) throw new Error(`${file} is not the file this was tested with (sha256 ${found})`)
    paths[key] = path
  }
  const { OfflineRecognizer } = require('sherpa-onnx-node') as SherpaOnnx
  return new OfflineRecognizer({
    featConfig: { sampleRate: MODEL_RATE_HZ },
    modelConfig: { moonshine: paths, tokens: writeTokens(cacheDir), numThreads: 1, provider: 'cpu', debug: 0 },
  })
}

/** sherpa-onnx reads the vocabulary from a file of `base64(token)<tab>id`. Renamed into place: processes may start side by side. */
function writeTokens(cacheDir: string): string {
  mkdirSync(cacheDir, { recursive: true })
  const path = join(cacheDir, 'moonshine-tokens.txt')
  const unfinished = `${path}.${process.pid}.${crypto.randomUUID()}`
  const lines = listVocabulary().map((token, id) => `${Buffer.from(token).toString('base64')}\t${id}\n`)
  writeFileSync(unfinished, lines.join(''))
  renameSync(unfinished, path)
  return path
}
