import { expect, test } from 'vitest'
import { vendorsFirst } from '../http/vendors-first'
import type { Services } from '../services'
import { serveWith } from '../testing/web-settings'
import { handleInngest } from './handle-inngest'

test('no job is begun while a vendor waits for its answer', async () => {
  serveWith({ adapters: { appUrl: 'http://127.0.0.1:3000', mediaUrl: 'ws://127.0.0.1:3001' } } as unknown as Services)
  const happened: string[] = []
  const answering = vendorsFirst().answer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    happened.push('vendor answered')
  })
  const job = handleInngest(new Request('http://127.0.0.1:3000/api/inngest', { method: 'POST', body: '{}' })).then(({ status }) => {
    happened.push(`job ${status}`)
  })
  await Promise.all([answering, job])
  expect(happened).toEqual(['vendor answered', 'job 401'])
})
