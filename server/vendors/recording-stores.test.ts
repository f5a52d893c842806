import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startS3Simulator } from '../../simulators/s3/s3-simulator'
import type { RecordingStore } from '../ports/recording-store'
import { createLocalDiskRecordings } from './local-disk/local-disk-recordings'
import { createS3Recordings } from './s3/s3-recordings'

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', region: 'ap-south-1' }
const AUDIO = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251))
let folder: string
let source: string
let s3: Awaited<ReturnType<typeof startS3Simulator>>
const stores: Record<string, () => RecordingStore> = {
  'local disk': () => createLocalDiskRecordings(join(folder, 'recordings')),
  s3: () => createS3Recordings({ endpoint: s3.url, bucket: 'calls', ...CREDENTIALS }),
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'))
  source = join(folder, 'finished.wav')
  await writeFile(source, AUDIO)
  s3 = await startS3Simulator(CREDENTIALS)
})
afterAll(async () => {
  await s3.stop()
  await rm(folder, { recursive: true })
})

async function readAll(store: RecordingStore, key: string, range?: { start: number; end?: number }) {
  const found = await store.read(key, range)
  return found && { bytes: await buffer(found.body), sizeBytes: found.sizeBytes, contentType: found.contentType }
}

describe.each(Object.keys(stores))('recordings on %s', (name) => {
  const open = () => stores[name]?.() ?? expect.unreachable()

  test('what was stored is read back whole, with its size and type', async () => {
    await open().putFile('t1/whole.wav', source, 'audio/wav')
    const found = await readAll(open(), 't1/whole.wav')
    expect(found).toMatchObject({ sizeBytes: AUDIO.length, contentType: 'audio/wav' })
    expect(found?.bytes.equals(AUDIO)).toBe(true)
  })

  test.each([
    { range: { start: 0, end: 9 }, from: 0, to: 10 },
    { range: { start: 199_990 }, from: 199_990, to: 200_000 },
    { range: { start: 150_000, end: 999_999 }, from: 150_000, to: 200_000 },
    { range: { start: 200_000 }, from: 0, to: 0 },
  ])('a part is read by inclusive bytes: $range', async ({ range, from, to }) => {
    await open().putFile('t1/part.wav', source, 'audio/wav')
    const found = await readAll(open(), 't1/part.wav', range)
    expect(found?.sizeBytes).toBe(AUDIO.length)
    expect(found?.bytes.equals(AUDIO.subarray(from, to))).toBe(true)
  })

  test('storing again replaces, deleting forgets, and both may be repeated', async () => {
    const other = join(folder, 'other.wav')
    await writeFile(other, 'short')
    await open().putFile('t1/again.wav', source, 'audio/wav')
    await open().putFile('t1/again.wav', other, 'audio/wav')
    expect((await readAll(open(), 't1/again.wav'))?.bytes.toString()).toBe('short')
    await open().delete('t1/again.wav')
    await open().delete('t1/again.wav')
    expect(await open().read('t1/again.wav')).toBeNull()
  })

  test.each(['../t1/x.wav', 't1/../../x.wav', '/etc/x.wav', 't1/x', 't1//x.wav', 't1/x.wav?acl', 't1\\x.wav', ''])(
    'a key that could name another place is refused: %j',
    async (key) => {
      await expect(open().read(key)).rejects.toMatchObject({ code: 'invalid_recording_key' })
      await expect(open().putFile(key, source, 'audio/wav')).rejects.toMatchObject({ code: expect.any(String) })
    },
  )
})

test('a failed copy to disk leaves nothing behind', async () => {
  await expect(stores['local disk']?.().putFile('t2/x.wav', join(folder, 'absent.wav'), 'audio/wav')).rejects.toMatchObject({
    code: 'ENOENT',
  })
  expect(await readdir(join(folder, 'recordings', 't2'))).toEqual([])
})

test('a bucket that stumbles is asked again, and the file sent anew with its length', async () => {
  s3.faults.push(503, 500)
  await stores.s3?.().putFile('t1/stumble.wav', source, 'audio/wav')
  expect(s3.objects.get('/calls/t1/stumble.wav')?.body.equals(AUDIO)).toBe(true)
  expect(s3.requests.filter(({ path }) => path.endsWith('stumble.wav')).map(({ contentLength }) => contentLength)).toEqual(
    Array(3).fill('200000'),
  )
})

test('a wrong key is an error that cannot be retried and names no secret', async () => {
  const store = createS3Recordings({ endpoint: s3.url, bucket: 'calls', ...CREDENTIALS, secretAccessKey: 'wrong' })
  await expect(store.putFile('t1/denied.wav', source, 'audio/wav')).rejects.toMatchObject({
    retryable: false,
    message: 's3: PUT answered 403 (SignatureDoesNotMatch)',
  })
})

test('a bucket that stays down is an error that can be retried', async () => {
  s3.faults.push(503, 503, 503)
  await expect(stores.s3?.().read('t1/down.wav')).rejects.toMatchObject({ retryable: true })
})
