import { expect, test } from 'vitest'
import { DomainError } from '../domain/errors/domain-error'
import { answerJson } from './respond'
import { vendorsFirst } from './vendors-first'
import { allowMethods, type Delivery, webhookDoor, webhookRoutes } from './webhook-door'

const delivery: Delivery = {
  method: 'POST',
  url: new URL('http://desk.example.test/webhooks/one?secret=x'),
  headers: new Headers(),
  readBody: async () => new Uint8Array(),
}

test('no job begins while a vendor waits for its answer', async () => {
  const happened: string[] = []
  let finish = () => {}
  const door = webhookDoor(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    happened.push('answered')
    return answerJson({})
  })
  const answering = door(delivery)
  const job = vendorsFirst()
    .whenAnswered()
    .then(() => happened.push('job'))
  await new Promise((resolve) => setTimeout(resolve, 30))
  finish()
  await Promise.all([answering, job])
  expect(happened).toEqual(['answered', 'job'])
})

test('what goes wrong is an answer, and the next job does not wait for it', async () => {
  const door = webhookDoor(() => Promise.reject(new DomainError('not_found', 'No such thing.')))
  expect(await door(delivery)).toMatchObject({ status: 404, body: { error: { code: 'not_found', message: 'No such thing.' } } })
  await vendorsFirst().whenAnswered()
})

test('through a route it answers as it does by itself', async () => {
  const door = webhookDoor(async (given) => {
    allowMethods(given, ['POST'])
    return answerJson({ body: Buffer.from(await given.readBody()).toString(), secret: given.url.searchParams.get('secret') }, 202)
  })
  const routes = webhookRoutes(door)
  const context = { params: Promise.resolve({}) }
  const answer = await routes.POST(new Request(delivery.url, { method: 'POST', body: 'said' }), context)
  expect([answer.status, await answer.json()]).toEqual([202, { body: 'said', secret: 'x' }])
  const refused = await routes.GET(new Request(delivery.url), context)
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST'])
})
