import { randomUUID } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { checkRecordingKey } from '../../domain/recordings/recording-key'
import type { RecordingStore } from '../../ports/recording-store'

const CONTENT_TYPES: Record<string, string> = { wav: 'audio/wav', mp3: 'audio/mpeg', ogg: 'audio/ogg' }

/** Recordings as files below `folder`. A file appears whole or not at all, and only its owner may read it. */
export function createLocalDiskRecordings(folder: string): RecordingStore {
  const root = resolve(folder)
  const pathOf = (key: string) => join(root, checkRecordingKey(key))

  return {
    async putFile(key, path) {
      const target = pathOf(key)
      const unfinished = `${target}.${randomUUID()}.part`
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      try {
        await copyFile(path, unfinished, constants.COPYFILE_FICLONE)
        await flush(unfinished)
        await rename(unfinished, target)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },
    async read(key, range) {
      const path = pathOf(key)
      const found = await stat(path).catch(nullWhenAbsent)
      if (!found?.isFile()) return null
      const start = range?.start ?? 0
      const end = Math.min(range?.end ?? found.size - 1, found.size - 1)
      const body = start > end ? Readable.from([]) : createReadStream(path, { start, end })
      return { body, sizeBytes: found.size, contentType: CONTENT_TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

/** The audio survives a power cut from here on. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.chmod(0o600)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function nullWhenAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
