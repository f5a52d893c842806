import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { concatPcm, msToSamples } from '../../server/domain/audio/pcm16'
import { decodeWav } from '../../server/domain/audio/wav'
import { silence, speak } from '../../server/testing/speech-fixtures'
import { cough, knocks, mumble, steadyNoise } from './synthetic-sounds'

/** What a caller may utter while the agent talks, 8 kHz. Its first sample is its first sound. */
export type InterruptingSound = {
  name: string
  /** `filler` and `noise` must not stop the agent while they are short; `word` and `sentence` must. */
  kind: 'filler' | 'noise' | 'word' | 'sentence'
  pcm: Int16Array
}

/** Debian's asterisk-core-sounds-en-wav: a person's voice, recorded at 8 kHz. */
export const RECORDINGS = '/usr/share/asterisk/sounds/en'
export const SOUND_RATE_HZ = 8000
/** An amplitude below it is the noise before somebody speaks. */
const SOUND = 150
/** Quiet that is left at the end of a sound. */
const LEFT_MS = 20
const VOICES = ['rms', 'slt', 'awb', 'kal']
const FILLER_SPELLINGS = ['um', 'huh', 'uh huh', 'ok', 'okay', 'hahn', 'haa', 'ah chah', 'a cha', 'gee', 'hum']
/** Real fillers are shorter than the voices speak single words. */
const FILLER_MS = 560
const SPOKEN_WORDS = ['Stop', 'Wait', 'Sorry', 'Hello', 'Excuse me', 'No', 'Ruko', 'Suno', 'Hold on', 'Listen']
const SPOKEN_SENTENCES = [
  'Wait, I have a question',
  'Sorry, can I book for tomorrow?',
  'No, not that one',
  'Hello, one moment please',
  'I want to speak to a doctor',
  'Can you tell me the price?',
  'My name is Ravi Kumar',
  'What time do you close?',
]
const RECORDED_WORDS = [
  'hello',
  'goodbye',
  'sorry',
  'cancelled',
  'number',
  'location',
  'transfer',
  'digits/today',
  'digits/tomorrow',
  'digits/yesterday',
]
const RECORDED_SENTENCES = [
  'check-number-dial-again',
  'cannot-complete-as-dialed',
  'invalid',
  'please-try-again',
  'im-sorry',
  'one-moment-please',
  'number-not-answering',
  'call-waiting',
  'calling',
  'is-in-use',
  'pls-hold-while-try',
  'do-not-disturb',
  'please-try-call-later',
  'something-terribly-wrong',
  'to-call-this-number',
  'you-entered',
  'vm-nobodyavail',
  'vm-tocallback',
  'vm-incorrect',
  'vm-youhave',
  'queue-thankyou',
  'tt-weasels',
  'demo-thanks',
  'agent-pass',
]

export const hasRecordings = existsSync(RECORDINGS)

/** Every sound there is here: spoken by the embedded voices, made by formula, and, where they are installed, recorded from a person. */
export async function collectInterruptingSounds(): Promise<InterruptingSound[]> {
  return [...(await collectSpoken()), ...makeSynthetic(), ...(hasRecordings ? collectRecorded() : [])]
}

async function collectSpoken(): Promise<InterruptingSound[]> {
  const sounds: InterruptingSound[] = []
  const add = async (kind: InterruptingSound['kind'], voice: string, text: string) => {
    sounds.push({ name: `${voice}: ${text}`, kind, pcm: soundOnly(await speak(text, { voice })) })
  }
  for (const voice of VOICES) {
    for (const text of FILLER_SPELLINGS) await add('filler', voice, text)
    for (const text of SPOKEN_WORDS) await add('word', voice, text)
    for (const text of SPOKEN_SENTENCES) await add('sentence', voice, text)
  }
  return sounds.map((sound) => (sound.kind === 'filler' ? { ...sound, pcm: hurried(sound.pcm, FILLER_MS) } : sound))
}

function makeSynthetic(): InterruptingSound[] {
  const filler = (name: string, pcm: Int16Array): InterruptingSound => ({ name, kind: 'filler', pcm })
  const noise = (name: string, pcm: Int16Array): InterruptingSound => ({ name, kind: 'noise', pcm })
  const voices = [
    ['low', 105],
    ['high', 205],
  ] as const
  return [
    ...voices.flatMap(([name, pitchHz]) => [
      filler(`mumbled mm, ${name}`, mumble([{ ms: 320 }], pitchHz)),
      filler(`mumbled hmm, ${name}`, mumble([{ ms: 60, isBreath: true }, { ms: 420 }], pitchHz)),
      filler(`mumbled mhm, ${name}`, mumble([{ ms: 180 }, { ms: 70, isBreath: true }, { ms: 240 }], pitchHz)),
      noise(`humming, ${name}`, mumble([{ ms: 520 }], pitchHz * 1.3)),
    ]),
    ...[1, 2, 3, 4].map((seed) => noise(`cough ${seed}`, cough(seed))),
    ...[1, 2].map((seed) =>
      noise(
        `two coughs ${seed}`,
        concatPcm([
          cough(seed).subarray(0, msToSamples(230, SOUND_RATE_HZ)),
          silence(60),
          cough(seed + 4).subarray(0, msToSamples(230, SOUND_RATE_HZ)),
        ]),
      ),
    ),
    noise('burst of 100 ms', steadyNoise(100, 3000)),
    noise('burst of 240 ms', steadyNoise(240, 3000)),
    noise('rustle of 500 ms', steadyNoise(500, 1200)),
    noise('knocks', knocks(3, 140)),
  ]
}

function collectRecorded(): InterruptingSound[] {
  const sound = (kind: InterruptingSound['kind'], file: string): InterruptingSound => ({
    name: `person: ${file}`,
    kind,
    pcm: recording(file),
  })
  const letters = (...names: string[]) => concatPcm(names.map((name) => recording(`letters/${name}`)))
  const m = recording('letters/m')
  const nasal = m.subarray(msToSamples(180, SOUND_RATE_HZ), msToSamples(430, SOUND_RATE_HZ))
  return [
    { name: 'person: mm', kind: 'filler', pcm: nasal },
    { name: 'person: mm-mm', kind: 'filler', pcm: concatPcm([nasal.subarray(0, msToSamples(200, SOUND_RATE_HZ)), silence(40), nasal]) },
    { name: 'person: em', kind: 'filler', pcm: m },
    { name: 'person: ji', kind: 'filler', pcm: recording('letters/g') },
    { name: 'person: oh', kind: 'filler', pcm: recording('digits/oh') },
    { name: 'person: ok', kind: 'filler', pcm: hurried(letters('o', 'k'), FILLER_MS) },
    ...RECORDED_WORDS.map((file) => sound('word', file)),
    ...RECORDED_SENTENCES.map((file) => sound('sentence', file)),
  ]
}

/** A recording without the silence around it. */
export function recording(file: string): Int16Array {
  return soundOnly(decodeWav(readFileSync(join(RECORDINGS, `${file}.wav`))).pcm)
}

/** Without the silence around it. */
export function soundOnly(pcm: Int16Array): Int16Array {
  const from = Math.max(
    0,
    pcm.findIndex((sample) => Math.abs(sample) > SOUND),
  )
  const until = pcm.findLastIndex((sample) => Math.abs(sample) > SOUND)
  return pcm.slice(from, until + msToSamples(LEFT_MS, SOUND_RATE_HZ))
}

/** Speaks faster, at the same pitch, until no more than `ms` is left: short overlapping pieces are laid closer together. */
function hurried(pcm: Int16Array, ms: number): Int16Array {
  const wanted = msToSamples(ms, SOUND_RATE_HZ)
  if (pcm.length <= wanted) return pcm
  const piece = msToSamples(30, SOUND_RATE_HZ)
  const step = piece / 2
  const stretch = (pcm.length - piece) / (wanted - piece)
  const out = new Float64Array(wanted)
  for (let at = 0; at + piece <= wanted; at += step) {
    const from = bestMatch(pcm, Math.round(at * stretch), out, at, step)
    for (let index = 0; index < piece; index++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / piece)
      out[at + index] = (out[at + index] ?? 0) + window * (pcm[from + index] ?? 0)
    }
  }
  return Int16Array.from(out, (sample) => Math.round(sample))
}

/** Where near `from` the wave continues what is already in `out` at `at`. */
function bestMatch(pcm: Int16Array, from: number, out: Float64Array, at: number, overlap: number): number {
  const reach = msToSamples(6, SOUND_RATE_HZ)
  let best = from
  let bestScore = Number.NEGATIVE_INFINITY
  for (let candidate = Math.max(0, from - reach); candidate <= from + reach; candidate++) {
    let score = 0
    for (let index = 0; index < overlap; index++) score += (out[at + index] ?? 0) * (pcm[candidate + index] ?? 0)
    if (score > bestScore) {
      bestScore = score
      best = candidate
    }
  }
  return best
}
