import { expect, test } from 'vitest'
import { PlaybackLedger } from '../playback-ledger'
import { Player } from './play'
import type { SpokenAudio } from './speak'

type Sent = { frame: number; startsMs: number } | { mark: string } | { heard: number }

/** A player whose clock stands still unless told otherwise. */
function createPlayer({ sampleRateHz = 8000, frameBytes = 3200 } = {}) {
  const ledger = new PlaybackLedger()
  const sent: Sent[] = []
  const askedForMs: number[] = []
  const time = { nowMs: 0 }
  const player = new Player({
    sampleRateHz,
    frameBytes,
    ledger,
    now: () => time.nowMs,
    onFrame: (pcm, startsMs) => sent.push({ frame: pcm.byteLength, startsMs }),
    onMark: (mark) => sent.push({ mark }),
    callBy: (atMs) => askedForMs.push(atMs),
    onReplyHeard: (heard) => sent.push({ heard }),
  })
  const frames = () => sent.flatMap((item) => ('frame' in item ? [item.frame] : []))
  return { player, ledger, sent, frames, askedForMs, time }
}

/** Sentences of the given lengths in milliseconds, each in one chunk. */
async function* spoken(ledger: PlaybackLedger, replyId: number, ...durationsMs: number[]): AsyncGenerator<SpokenAudio> {
  for (const durationMs of durationsMs) {
    const sentence = ledger.begin(replyId, `${durationMs} ms.`)
    yield { sentence, pcm: new Int16Array(durationMs * 8).fill(7), isLast: false }
    yield { sentence, pcm: new Int16Array(0), isLast: true }
  }
}

const never = new AbortController().signal

test.each([
  ['one second ahead for a reply', 1000, 5],
  ['two seconds ahead for the greeting', 2000, 10],
])('sends %s and then as it is played', async (_name, aheadLimitMs, framesAtOnce) => {
  const { player, ledger, frames, time } = createPlayer()
  await player.play(spoken(ledger, 1, 4000), { id: 1, aheadLimitMs }, never)
  expect(frames()).toHaveLength(framesAtOnce)
  for (let index = 1; index <= 3; index++) {
    time.nowMs = index * 200 - 1
    player.tick(time.nowMs)
    expect(frames()).toHaveLength(framesAtOnce + index - 1)
    time.nowMs = index * 200
    player.tick(time.nowMs)
    expect(frames()).toHaveLength(framesAtOnce + index)
  }
})

test('asks to be called when the next frame is due, and not at all when nothing waits', async () => {
  const { player, ledger, frames, askedForMs } = createPlayer()
  expect(player.tick(0)).toBe(Number.POSITIVE_INFINITY)
  await player.play(spoken(ledger, 1, 1400), { id: 1, aheadLimitMs: 1000 }, never)
  expect(frames()).toHaveLength(5)
  expect(askedForMs.at(-1)).toBe(200)
  expect(player.tick(50)).toBe(200)
  expect(player.tick(200)).toBe(400)
  expect(player.tick(400)).toBe(Number.POSITIVE_INFINITY)
  expect(frames()).toHaveLength(7)
})

test('a frame longer than may be sent ahead is asked for when everything before it is played', async () => {
  const { player, ledger, askedForMs } = createPlayer()
  await player.play(spoken(ledger, 1, 600), { id: 1, aheadLimitMs: 100 }, never)
  expect(askedForMs.at(-1)).toBe(200)
})

test('the end of a sentence that waits for the next is asked for before the caller hears a gap', async () => {
  const { player, ledger, frames, askedForMs } = createPlayer()
  const more = new Promise<void>(() => {})
  async function* slowly(): AsyncGenerator<SpokenAudio> {
    yield* spoken(ledger, 1, 250)
    await more
  }
  void player.play(slowly(), { id: 1, aheadLimitMs: 1000 }, never)
  await new Promise((resolve) => setTimeout(resolve))
  expect(frames()).toEqual([3200])
  const dueMs = askedForMs.at(-1) ?? 0
  expect(dueMs).toBe(140)
  expect(player.tick(dueMs - 1)).toBe(dueMs)
  player.tick(dueMs)
  expect(frames()).toEqual([3200, 960])
})

test('audio that was held back asks for its next frame when it is let out', async () => {
  const { player, ledger, frames, askedForMs } = createPlayer()
  player.hold(1)
  await player.play(spoken(ledger, 1, 1400), { id: 1, aheadLimitMs: 1000 }, never)
  expect(askedForMs.at(-1)).toBe(Number.POSITIVE_INFINITY)
  player.release(1)
  expect(frames()).toHaveLength(5)
  expect(askedForMs.at(-1)).toBe(200)
})

test('frames run across sentences; only the last is short, completed to a multiple of 320 bytes', async () => {
  const { player, ledger, frames } = createPlayer()
  await player.play(spoken(ledger, 1, 250, 130, 75), { id: 1, aheadLimitMs: 1000 }, never)
  expect(frames()).toEqual([3200, 3200, 960])
})

test('a frame is as long in time at every rate', async () => {
  const { player, ledger, frames } = createPlayer({ sampleRateHz: 24000, frameBytes: 1600 })
  const sentence = ledger.begin(1, 'text')
  async function* audio() {
    yield { sentence, pcm: new Int16Array(4800), isLast: true }
  }
  await player.play(audio(), { id: 1, aheadLimitMs: 1000 }, never)
  expect(frames()).toEqual([4800, 4800])
})

test('a mark follows the frame that holds the end of a sentence, and the last mark everything', async () => {
  const { player, ledger, sent } = createPlayer()
  await player.play(spoken(ledger, 1, 250, 350), { id: 1, aheadLimitMs: 1000 }, never)
  expect(sent.map((item) => Object.keys(item)[0])).toEqual(['frame', 'heard', 'frame', 'mark', 'frame', 'mark'])
})

test('a held reply is not heard until it is let out', async () => {
  const { player, ledger, frames } = createPlayer()
  player.hold(3)
  await player.play(spoken(ledger, 3, 400), { id: 3, aheadLimitMs: 1000 }, never)
  expect(frames()).toEqual([])
  player.release(3)
  expect(frames()).toEqual([3200, 3200])
})

test('what was dropped never goes out', async () => {
  const { player, ledger, frames, time } = createPlayer()
  await player.play(spoken(ledger, 1, 4000), { id: 1, aheadLimitMs: 1000 }, never)
  player.drop()
  time.nowMs = 10_000
  player.tick(time.nowMs)
  expect(frames()).toHaveLength(5)
})

test('the end of a sentence is not kept back until the next one exists', async () => {
  const { player, ledger, frames, time } = createPlayer()
  const first = ledger.begin(1, 'first')
  let goOn = () => {}
  async function* audio() {
    yield { sentence: first, pcm: new Int16Array(8 * 250), isLast: true }
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  const playing = player.play(audio(), { id: 1, aheadLimitMs: 1000 }, never)
  await new Promise((resolve) => setImmediate(resolve))
  expect(frames()).toEqual([3200])
  time.nowMs = 150 // 50 ms of sound are left at the far end
  player.tick(time.nowMs)
  expect(frames()).toEqual([3200, 960])
  goOn()
  await playing
})
