import { z } from 'zod'
import type { Operation } from './operation'

const event = z
  .looseObject({
    uuid: z.string().meta({ description: 'The same one again is kept once' }),
    event: z.string().meta({ description: 'Telephony sessions and insights; any other is kept' }),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    subscriptionId: z.string().optional(),
    ownerId: z.string().optional(),
    body: z.looseObject({}).optional(),
  })
  .meta({ id: 'RingCentralEvent' })
const received = z.object({ received: z.literal(true) }).meta({ id: 'RingCentralReceived' })

export const RINGCENTRAL_OPERATIONS: Operation[] = [
  {
    method: 'post',
    path: '/webhooks/ringcentral',
    tag: 'Vendors',
    summary: 'What RingCentral says of a call',
    security: 'ringcentral_token',
    body: event,
    description:
      'For RingCentral. A subscription request, which has a `Validation-Token` and no body, is answered with the same header. Everything else must ' +
      'carry the verification token: of the business’s own account, or the installation’s, whose events are those of the business whose number they name. ' +
      'Kept once, answered, then applied: in any order and however often it is repeated.',
    answers: { 200: { description: 'Kept, or shaken hands', schema: received } },
    refusals: [400, 401, 413, 429],
  },
]
