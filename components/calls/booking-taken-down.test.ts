import { expect, test } from 'vitest'
import { bookingTakenDown } from './booking-taken-down'

test('an appointment fills the form as far as it is known', () => {
  const data = { patient_name: 'Ravi Kumar', preferred_date: '2026-12-02', preferred_time: '4 pm', reason: 'Knee' }
  expect(bookingTakenDown({ type: 'appointment', data }, 'ravi kumar')).toEqual({
    when: '2026-12-02T16:00',
    type: '',
    ownerName: '',
    partySize: '',
    specialInstructions: '',
    notes: 'Knee',
  })
})

test('a booking for somebody else says so, and a moment that is half known is left to the desk', () => {
  const data = { client_name: 'Tara Singh', service: 'Haircut', preferred_person: 'Neha', preferred_date: '2026-12-02', notes: 'Short' }
  expect(bookingTakenDown({ type: 'appointment', data }, 'Meera Nair')).toMatchObject({
    when: '',
    type: 'Haircut',
    ownerName: 'Neha',
    notes: 'For Tara Singh. Short',
  })
})

test('a table has its guests and wishes', () => {
  const data = { guest_name: 'Asha', preferred_date: '2026-12-02', preferred_time: '8 pm', party_size: 6, special_requests: 'Window' }
  expect(bookingTakenDown({ type: 'reservation', data }, 'Asha')).toMatchObject({
    when: '2026-12-02T20:00',
    partySize: '6',
    specialInstructions: 'Window',
  })
})

test('a message is no booking', () => {
  expect(bookingTakenDown({ type: 'message', data: { message: 'Call me' } }, null)).toBeNull()
})
