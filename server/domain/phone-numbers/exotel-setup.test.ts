import { expect, test } from 'vitest'
import { exotelSetup } from './exotel-setup'

const input = { appUrl: 'https://calls.example.com', secret: 's3cret-_', number: '+918047491899', transferNumber: null }

test('the URLs to paste are the webhooks with the secret of the tenant', () => {
  expect(exotelSetup(input)).toMatchObject({
    incomingUrl: 'https://calls.example.com/webhooks/exotel/incoming?secret=s3cret-_',
    statusUrl: 'https://calls.example.com/webhooks/exotel/status?secret=s3cret-_',
    passthruUrl: 'https://calls.example.com/webhooks/exotel/passthru?secret=s3cret-_',
    isReachableFromExotel: true,
  })
})

test('without the secret the URLs show where it goes', () => {
  const { incomingUrl, statusUrl } = exotelSetup({ ...input, secret: null })
  expect(incomingUrl).toBe('https://calls.example.com/webhooks/exotel/incoming?secret=••••••••')
  expect(statusUrl).not.toContain(input.secret)
})

test('every URL has a step that says where it goes', () => {
  const setup = exotelSetup(input)
  const pasted = setup.steps.flatMap((step) => step.url ?? [])
  expect(pasted.sort()).toEqual([setup.incomingUrl, setup.passthruUrl, setup.statusUrl].sort())
})

test.each(['http://calls.example.com', 'https://127.0.0.1:3000', 'https://192.168.1.4', 'https://localhost', 'https://desk.local'])(
  '%s is out of reach for Exotel',
  (appUrl) => {
    expect(exotelSetup({ ...input, appUrl }).isReachableFromExotel).toBe(false)
  },
)

test('the person who takes over is named where known', () => {
  const steps = exotelSetup({ ...input, transferNumber: '+919876543210' }).steps
  expect(steps.some((step) => step.body.includes('+91 98765 43210'))).toBe(true)
})

test('steps are read, not pasted: phone numbers in them are formatted for reading', () => {
  const text = exotelSetup({ ...input, transferNumber: '+919876543210' })
    .steps.map(({ body }) => body)
    .join()
  expect(text).toContain('Under ExoPhones choose +91 80 4749 1899 and')
  expect(text).toContain('Call +91 80 4749 1899 from')
  expect(text).not.toMatch(/\+\d{8}/)
})
