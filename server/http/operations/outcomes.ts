import { z } from 'zod'
import type { Operation } from './operation'

const event = z
  .looseObject({
    event: z.string().meta({ description: '`call_started`, `call_ended`, `call_analyzed`; any other is kept' }),
    call: z.looseObject({ call_id: z.string().max(200), metadata: z.record(z.string(), z.unknown()).optional() }),
  })
  .meta({ id: 'RetellEvent' })
const received = z.object({ received: z.literal(true), call_id: z.uuid().nullable() }).meta({ id: 'OutcomeReceived' })

export const OUTCOME_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/api/webhook/call-outcome',
    tag: 'Vendors',
    summary: 'How a placed call went',
    security: 'retell_signature',
    body: event,
    description:
      'For Retell. `x-retell-signature` is checked over the raw body with the key of the business that owns the call, at most five minutes ' +
      'old. Kept once, answered, then applied: in any order and however often it is repeated.',
    answers: { 200: { description: 'Kept', schema: received } },
    refusals: [400, 401, 413, 429],
  },
]
