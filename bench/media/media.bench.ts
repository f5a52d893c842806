import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MEDIA_SERVER_FLAGS } from '../../scripts/lib/node-flags.mjs'
import { pcm16ToBytes } from '../../server/domain/audio/pcm16'
import { speak } from '../../server/testing/speech-fixtures'
import { type BenchChild, startChild } from '../lib/child'
import { readCpuMs, readMemoryMib } from '../lib/process-usage'
import { round } from '../lib/statistics'
import type { BenchOptions, BenchReport } from '../main'
import { DELAYS } from './fixed-providers'
import type { LoadSettings } from './load'
import type { Overheard } from './overheard'
import type { TargetSettings } from './target'

const CALLS = 50
const SECONDS = 60
const FLOOR_SECONDS = 20
const SETTLE_MS = 4_000
const MEMORY_SAMPLES = 10
const INTERRUPTING_CALLS = 2
const INTERRUPTIONS = 68
const LONG_GREETING =
  'Good morning, this is the City Clinic. We are open from nine in the morning until seven in the evening, on public holidays from ten until four. ' +
  'You may book an appointment, change one, or ask for the results of a test. For emergencies please go to the hospital across the street at once.'
const TARGETS = {
  bargeInEmbedded: { p50Ms: 500, maxMs: 800 },
  greetingP95Ms: 150,
  turnP50Ms: 15,
  turnP99Ms: 50,
  bargeInP99Ms: 10,
  cpuMs: 4,
  cpuWithVoiceActivityMs: 8,
  /** The floor of the machine the two were set on: on a slower one they are compared as multiples of it. */
  cpuFloorMs: 1.4,
}

const TARGET_OF_BARGE_IN = `target p50 ≤ ${TARGETS.bargeInEmbedded.p50Ms}, max ≤ ${TARGETS.bargeInEmbedded.maxMs}`

type Distribution = { count: number; p50: number; p95: number; p99: number; max: number }
type LoadResult = {
  lost: number
  turnsAsked: number
  missedTurns: number
  bargeInsAsked: number
  missedBargeIns: number
  framesIn: number
  greetingMs: Distribution
  turnAddedMs: Distribution
  bargeInMs: Distribution
  echoMs: Distribution
}
type Phase = LoadResult & { cpuMsPerCallSecond: number; memoryMib: number[]; server: Record<string, string> }
type Interruptions = { missed: number; reactionMs: Distribution }

/** Upper edges of the histogram's buckets that hold the median and the 99th percentile, and the count. */
function readHistogram(metrics: string, name: string): string {
  const buckets = [...metrics.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)`, 'gm'))].map(([, edge, count]) => ({
    edge: edge ?? '',
    count: Number(count),
  }))
  const total = buckets.at(-1)?.count ?? 0
  const edgeOf = (fraction: number) => buckets.find(({ count }) => count >= total * fraction)?.edge ?? '–'
  return total === 0 ? 'none' : `p50 ≤ ${edgeOf(0.5)}, p99 ≤ ${edgeOf(0.99)} (${total})`
}

async function measure(target: BenchChild, load: Omit<LoadSettings, 'url'>): Promise<Phase> {
  const { url, metricsUrl } = (await target.nextMessage()) as { url: string; metricsUrl?: string }
  const callers = startChild('bench/media/load.ts', { ...load, url })
  await callers.nextMessage()
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const began = { cpuMs: readCpuMs(target.pid), at: performance.now() }
  const memoryMib = await sampleMemory(target.pid, load.seconds * 1000 - SETTLE_MS - 1000)
  const callSeconds = (load.calls * (performance.now() - began.at)) / 1000
  const cpuMsPerCallSecond = round((readCpuMs(target.pid) - began.cpuMs) / callSeconds)
  const metrics = metricsUrl ? await fetch(metricsUrl).then((response) => response.text()) : ''
  const result = (await callers.nextMessage()) as LoadResult
  await target.stop()
  const histogram = (name: string) => readHistogram(metrics, `voicedesk_${name}`)
  const server = {
    turnAddedMs: histogram('turn_added_ms'),
    greetingMs: histogram('greeting_ms'),
    bargeInTriggerMs: histogram('barge_in_trigger_ms'),
  }
  return { ...result, cpuMsPerCallSecond, memoryMib, server }
}

/** Resident memory in MiB, at even distances over `durationMs`, the ends included. */
async function sampleMemory(pid: number, durationMs: number): Promise<number[]> {
  const samples = [readMemoryMib(pid)]
  for (let taken = 0; taken < MEMORY_SAMPLES; taken++) {
    await new Promise((resolve) => setTimeout(resolve, durationMs / MEMORY_SAMPLES))
    samples.push(readMemoryMib(pid))
  }
  return samples
}

/** The media-server, as it is started in an installation. */
function startTarget(settings: TargetSettings): BenchChild {
  return startChild('bench/media/target.ts', settings, MEDIA_SERVER_FLAGS)
}

/** How fast an agent of the embedded set stops when somebody talks over it. */
async function measureInterruptions(): Promise<Interruptions> {
  const target = startTarget({
    // Calls that have just ended still hold their places.
    capacity: INTERRUPTING_CALLS * 5,
    hasVoiceActivity: true,
    isEmbedded: true,
    greeting: LONG_GREETING,
  })
  const { url } = (await target.nextMessage()) as { url: string }
  const callers = startChild('bench/media/interruptions.ts', { url, calls: INTERRUPTING_CALLS, interruptions: INTERRUPTIONS })
  await callers.nextMessage()
  const result = (await callers.nextMessage()) as Interruptions
  await target.stop()
  return result
}

/** What stops the agent and what does not, by the clock of the audio: other work on this machine changes little. */
async function measureOverheard(): Promise<Overheard> {
  const child = startChild('bench/media/overheard.ts', {})
  return (await child.nextMessage()) as Overheard
}

function describeInterruptions({ reactionMs, missed }: Interruptions): string {
  const { p50, p95, max, count } = reactionMs
  return `interruptions of the embedded set on the wire, first sound to clear: p50 ${p50}, p95 ${p95}, max ${max} ms (${count}; ${missed} missed; ${TARGET_OF_BARGE_IN})`
}

function describeOverheard({ hasRecordings, kinds, meantReactionMs: { p50, p95, max, count } }: Overheard): string[] {
  const cell = (value: string | number, width = 9) => String(value).padStart(width)
  const time = (value: number) => cell(Number.isFinite(value) ? value : '–', 7)
  return [
    `what callers utter while the agent talks, by the clock of the audio${hasRecordings ? '' : ' (no recordings of people here)'}:`,
    `  ${'kind'.padEnd(9)}${cell('sounds')}${cell('stopped')}${cell('went on')}${cell('p50', 7)}${cell('p95', 7)}${cell('max', 7)} ms`,
    ...kinds.flatMap(({ kind, sounds, stopped, reactionMs, wrong }) => [
      `  ${kind.padEnd(9)}${cell(sounds)}${cell(stopped)}${cell(sounds - stopped)}${time(reactionMs.p50)}${time(reactionMs.p95)}${time(reactionMs.max)}`,
      ...wrong.map((name) => `    wrong: ${name}`),
    ]),
    `  words and sentences: p50 ${p50}, p95 ${p95}, max ${max} ms (${count}; ${TARGET_OF_BARGE_IN})`,
  ]
}

function describePhase(name: string, phase: Phase, floor: Phase): string[] {
  const show = ({ p50, p95, p99, max, count }: Distribution) => `p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max} (${count})`
  return [
    `${name}: ${phase.lost} calls lost, ${phase.missedTurns} of ${phase.turnsAsked} turns and ${phase.missedBargeIns} of ${phase.bargeInsAsked} interruptions missed`,
    `  CPU ${phase.cpuMsPerCallSecond} ms per call-second, ${round(phase.cpuMsPerCallSecond / floor.cpuMsPerCallSecond)} times the floor; memory ${phase.memoryMib.join(' → ')} MiB`,
    `  greeting ms, seen by the caller: ${show(phase.greetingMs)}; by the server: ${phase.server.greetingMs}`,
    `  turn added ms, seen by the caller: ${show(phase.turnAddedMs)}; by the server: ${phase.server.turnAddedMs}`,
    `  barge-in ms beyond the recogniser's, seen by the caller: ${show(phase.bargeInMs)}; trigger to clear by the server: ${phase.server.bargeInTriggerMs}`,
  ]
}

/**
 * Concurrent Exotel calls against the media-server with providers of fixed delay, then the same with our own voice activity detection,
 * then a plain echo server; and the embedded set, interrupted. `part: 'interruptions'`: only the last. The callers run in a process of their own and send 20 ms frames; what they see includes their own 20 ms clock.
 */
export async function benchMedia(options: BenchOptions): Promise<BenchReport> {
  if (options.part === 'interruptions') return benchInterruptions()
  const calls = options.calls ?? CALLS
  const seconds = options.seconds ?? SECONDS
  const load = {
    calls,
    seconds,
    turnDelayMs: DELAYS.endOfTurnMs + DELAYS.firstTokenMs + DELAYS.firstAudioMs,
    bargeInDelayMs: DELAYS.wordsMs,
    isFloor: false,
  }
  const plain = await measure(startTarget({ capacity: calls, hasVoiceActivity: false }), load)
  const voicePath = join(await mkdtemp(join(tmpdir(), 'voicedesk-bench-')), 'voice.pcm')
  await writeFile(voicePath, pcm16ToBytes(await speak('I would like to book a table for two people')))
  const detecting = await measure(startTarget({ capacity: calls, hasVoiceActivity: true }), {
    ...load,
    voicePath,
    seconds: Math.min(seconds, SECONDS),
  })
  const interrupted = await benchInterruptions()
  const floor = await measure(startChild('bench/media/floor.ts', {}), { ...load, seconds: FLOOR_SECONDS, isFloor: true })
  return {
    name: 'media',
    results: { calls, seconds, plain, withVoiceActivity: detecting, ...interrupted.results, floor, targets: TARGETS },
    lines: [
      `${calls} calls for ${seconds} s, 20 ms frames in, 3,200-byte frames out`,
      ...describePhase('media-server', plain, floor),
      ...describePhase('media-server with voice activity detection', detecting, floor),
      ...interrupted.lines,
      `floor (plain ws echo): CPU ${floor.cpuMsPerCallSecond} ms per call-second, echo p50 ${floor.echoMs.p50} ms, p99 ${floor.echoMs.p99} ms`,
      `targets: greeting p95 ≤ ${TARGETS.greetingP95Ms} ms; turn p50 ≤ ${TARGETS.turnP50Ms}, p99 ≤ ${TARGETS.turnP99Ms} ms; barge-in p99 ≤ ${TARGETS.bargeInP99Ms} ms; CPU ≤ ${TARGETS.cpuMs}, with detection ≤ ${TARGETS.cpuWithVoiceActivityMs} ms where the floor is ${TARGETS.cpuFloorMs} (${round(TARGETS.cpuMs / TARGETS.cpuFloorMs)} and ${round(TARGETS.cpuWithVoiceActivityMs / TARGETS.cpuFloorMs)} times)`,
    ],
  }
}

async function benchInterruptions(): Promise<BenchReport> {
  const overheard = await measureOverheard()
  const interruptions = await measureInterruptions()
  return {
    name: 'media',
    results: { overheard, interruptions },
    lines: [...describeOverheard(overheard), describeInterruptions(interruptions)],
  }
}
