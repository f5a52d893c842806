import { Readable } from 'node:stream'
import type { OpenedRecording } from '../modules/recordings/recordings.service'

/** A recording as HTTP: 200 whole, 206 in part. The audio is one caller's: no shared cache keeps it. */
export function respondAudio({ body, contentType, sizeBytes, range }: OpenedRecording): Response {
  const length = range ? range.end - range.start + 1 : sizeBytes
  return new Response(Readable.toWeb(body) as unknown as ReadableStream<Uint8Array>, {
    status: range ? 206 : 200,
    headers: {
      'content-type': contentType,
      'content-length': String(length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'content-disposition': 'inline',
      ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${sizeBytes}` } : {}),
    },
  })
}
