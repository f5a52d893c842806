import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { deinterleave } from '../server/domain/audio/channels'
import { decodeWav } from '../server/domain/audio/wav'
import type { CallFact } from '../server/domain/calls/call-record'
import { DomainError } from '../server/domain/errors/domain-error'
import { CrashingServer } from './testing/crashing-server'
import { ExotelCaller } from './testing/exotel-caller'
import { toText } from './testing/spoken-text'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer | null = null
const folders: string[] = []

afterEach(async () => {
  await media?.stop()
  media = null
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'media-records-'))
  folders.push(folder)
  return folder
}

const has = (facts: CallFact[], type: CallFact['type']) => facts.some((fact) => fact.type === type)

/** Keeps recordings as the store would get them. */
function keepingRecordings() {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    recordings: {
      putFile: async (key: string, path: string) => void kept.set(key, await readFile(path)),
      read: async () => null,
      delete: async () => {},
    },
  }
}

test('the recording holds both sides where they sounded, and not what was cut off', async () => {
  const { kept, recordings } = keepingRecordings()
  media = await startTestMediaServer({ recordings })
  const { token, call } = media.expectCall({
    agent: { greeting: 'Good morning, this is the clinic and we would like to help you with everything today.' },
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Good morning')
  await caller.say('wait a moment please')
  await caller.untilHeard('You said wait a moment please.')
  caller.hangUp()
  await expect.poll(() => kept.size).toBe(1)
  const wav = decodeWav(kept.get(`tenant-1/${call.callId}.wav`) ?? Buffer.alloc(0))
  expect(wav).toMatchObject({ sampleRateHz: 8000, channels: 2 })
  const [left, right] = deinterleave(wav.pcm, 2)
  expect(toText(left ?? new Int16Array())).toBe('wait a moment please')
  const agent = toText(right ?? new Int16Array())
  expect(agent).toContain('Good morning')
  expect(agent).toContain('You said wait a moment please.')
  expect(agent).not.toContain('everything today')
  const turns = (media as TestMediaServer).factsOf(call.callId).flatMap((fact) => (fact.type === 'turn' ? [fact.turn] : []))
  const said = turns.find((turn) => turn.role === 'caller')
  const part = left?.subarray(((said?.startedMs ?? 0) - 60) * 8, ((said?.endedMs ?? 0) + 60) * 8) ?? new Int16Array()
  expect(toText(part)).toBe('wait a moment please')
  await expect
    .poll(() => (media as TestMediaServer).factsOf(call.callId).find((fact) => fact.type === 'recording'))
    .toMatchObject({ recordingKey: `tenant-1/${call.callId}.wav`, durationMs: Math.round((left?.length ?? 0) / 8) })
})

test('a database that is away during the whole call changes nothing for the caller, and gets everything afterwards', async () => {
  media = await startTestMediaServer()
  media.services.areAway = true
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await caller.say('I need an appointment')
  await caller.untilHeard('You said I need an appointment.')
  caller.hangUp()
  await caller.untilClosed()
  expect(media.factsOf(call.callId)).toEqual([])
  media.services.areAway = false
  await expect.poll(() => has(media?.factsOf(call.callId) ?? [], 'recording'), { timeout: 15_000 }).toBe(true)
  expect(media.factsOf(call.callId).filter((fact) => fact.type === 'turn')).toHaveLength(3)
  await expect.poll(async () => readdir(join(media?.deps.dataDir ?? '', 'calls'))).toEqual([])
})

test('a recording that cannot be stored is stored by the next process in the same place', async () => {
  const dataDir = await newFolder()
  const broken = { putFile: () => Promise.reject(new Error('no room')), read: async () => null, delete: async () => {} }
  media = await startTestMediaServer({ dataDir, recordings: broken })
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  caller.hangUp()
  await expect.poll(() => has(media?.factsOf(call.callId) ?? [], 'ended')).toBe(true)
  await media.stop()
  const { kept, recordings } = keepingRecordings()
  media = await startTestMediaServer({ dataDir, recordings })
  await expect.poll(() => [...kept.keys()]).toEqual([`tenant-1/${call.callId}.wav`])
  await expect.poll(async () => readdir(join(dataDir, 'calls'))).toEqual([])
})

test('a fact that is refused for good does not hold up the others', async () => {
  const applied: string[] = []
  media = await startTestMediaServer({
    applyFacts: async (_call, facts) => {
      if (facts.some((fact) => fact.type === 'dtmf')) throw new DomainError('refused', 'no')
      applied.push(...facts.map((fact) => fact.key))
    },
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall({ agent: { greeting: 'Hello.' } }).token}`)
  await caller.untilHeard('Hello.')
  caller.press('5')
  caller.hangUp()
  await expect.poll(() => applied).toContain('ended')
})

test('what a stopped server could not deliver is delivered by the next one in its place', async () => {
  const dataDir = await newFolder()
  media = await startTestMediaServer({ dataDir })
  media.services.areAway = true
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await media.stop()
  media = await startTestMediaServer({ dataDir })
  await expect
    .poll(() => media?.factsOf(call.callId) ?? [])
    .toContainEqual(expect.objectContaining({ type: 'ended', endReason: 'server_stopping' }))
  await expect.poll(async () => readdir(join(dataDir, 'calls'))).toEqual([])
})

test('a killed server: the next one ends the call, keeps its turns and completes its recording', async () => {
  const dataDir = await newFolder()
  const killed = await CrashingServer.start(dataDir)
  const caller = await ExotelCaller.dial(killed.callUrl)
  await caller.untilHeard('Hello.')
  await caller.say('I need an appointment')
  await caller.untilHeard('You said I need an appointment.')
  await caller.say('on Monday')
  await caller.untilHeard('You said on Monday.')
  await killed.kill()
  await caller.untilClosed()
  const { kept, recordings } = keepingRecordings()
  media = await startTestMediaServer({ dataDir, recordings })
  await expect.poll(() => has(media?.factsOf(killed.callId) ?? [], 'recording')).toBe(true)
  const facts = media.factsOf(killed.callId)
  expect(facts.find((fact) => fact.type === 'ended')).toMatchObject({
    endReason: 'media_server_lost',
    hadConversation: true,
    failed: false,
  })
  const texts = facts.flatMap((fact) => (fact.type === 'turn' ? [fact.turn.text] : []))
  // At most the turn that was under way is missing.
  expect(texts.slice(0, 4)).toEqual(['Hello.', 'I need an appointment', 'You said I need an appointment.', 'on Monday'])
  const [left] = deinterleave(decodeWav(kept.get(`tenant-1/${killed.callId}.wav`) ?? Buffer.alloc(0)).pcm, 2)
  expect(toText(left ?? new Int16Array())).toContain('I need an appointment')
  await expect.poll(async () => readdir(join(dataDir, 'calls'))).toEqual([])
})
