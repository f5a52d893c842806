import { expect, test, vi } from 'vitest'
import { DomainError } from './domain-error'
import { VendorError } from './vendor-error'

test('an error is known by a second copy of its module, as another bundle holds it', async () => {
  vi.resetModules()
  const copies = { ...(await import('./domain-error')), ...(await import('./vendor-error')) }
  expect(copies.DomainError).not.toBe(DomainError)
  expect(new DomainError('not_found', 'Not there')).toBeInstanceOf(copies.DomainError)
  expect(new VendorError('exotel', 'no answer', { retryable: true })).toBeInstanceOf(copies.VendorError)
})

test('other errors, and other things, are neither', () => {
  const vendor = new VendorError('exotel', 'no answer', { retryable: true })
  for (const other of [new Error('plain'), vendor, null, undefined, 'text', { code: 'not_found' }]) {
    expect(other instanceof DomainError).toBe(false)
  }
  expect(new DomainError('not_found', 'Not there') instanceof VendorError).toBe(false)
  expect(vendor).toBeInstanceOf(Error)
})
