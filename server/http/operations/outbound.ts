import { z } from 'zod'
import { placeCallBody, placedCallResource } from '../../domain/outbound/outbound-resource'
import { type Operation, writing } from './operation'

export const OUTBOUND_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/api/v1/contacts/{contactId}/calls',
    tag: 'Outbound calls',
    summary: 'Call a contact',
    description:
      'Now, at a time, or before a booking. Outside the hours in which the person may be called it is moved to the next opening, or refused ' +
      'with `outside_calling_window` where `if_outside_window` says so; the hours are judged again when it is dialled. With an ' +
      '`Idempotency-Key` header the same request made again is the same call. Promotional calls need a key that may run campaigns.',
    params: z.object({ contactId: z.uuid() }),
    body: placeCallBody,
    security: 'key_or_session',
    answers: { 202: { description: 'Written down; it is dialled when it is due', schema: placedCallResource } },
    refusals: [...writing, 409, 422],
  },
]
