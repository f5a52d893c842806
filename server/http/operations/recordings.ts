import { z } from 'zod'
import { linkInputResource, linkResource } from '../../domain/linking/link-view'
import { recordingAccepted, recordingInput } from '../../domain/recordings/recording-input'
import { guarded, type Operation, writing } from './operation'

const callId = z.object({ callId: z.uuid() })
const access = { security: 'key_or_session', tag: 'Calls' } as const

export const RECORDING_OPERATIONS: Operation[] = [
  {
    ...access,
    method: 'post',
    path: '/api/v1/recordings',
    summary: 'Take in a recorded call',
    description:
      'From any provider. The same `provider` and `external_id` again is the same call: what is new in it is added, a corrected transcript replaces the one before. Its link to a customer and a booking follows by itself.',
    body: recordingInput,
    answers: { 202: { description: 'Taken in', schema: recordingAccepted } },
    refusals: writing,
  },
  {
    ...access,
    method: 'get',
    path: '/api/v1/recordings/{callId}/link',
    summary: 'Whose call it was and what it was about',
    description:
      'With every candidate, its points and the words that gave them. A known customer whose call is about no booking is `linked` with `booking_id` null.',
    params: callId,
    answers: { 200: { description: 'The link', schema: linkResource } },
    refusals: guarded,
  },
  {
    ...access,
    method: 'put',
    path: '/api/v1/recordings/{callId}/link',
    summary: 'Set the link by hand',
    description: 'Survives redelivery and re-linking. `customer_id` null: nobody we know.',
    params: callId,
    body: linkInputResource,
    answers: { 200: { description: 'The link', schema: linkResource } },
    refusals: writing,
  },
]
