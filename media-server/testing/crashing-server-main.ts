import { startTestMediaServer } from './test-media-server'

/** `node --import tsx crashing-server-main.ts <data folder>`: prints where its one call waits, as JSON. */
async function main(): Promise<void> {
  const media = await startTestMediaServer({ dataDir: process.argv[2] ?? '' })
  media.services.areAway = true
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  process.stdout.write(`${JSON.stringify({ callUrl: `${media.url}/exotel/${token}`, callId: call.callId })}\n`)
}

void main()
