import { z } from 'zod'
import { analyticsInput, analyticsView } from '../../domain/analytics/analytics-view'
import {
  callCompleted,
  callListResource,
  callResource,
  completeCallInput,
  extractionAccepted,
  extractionInput,
  listCallsQuery,
  transcriptChunkAccepted,
  transcriptChunkInput,
} from '../../domain/calls/call-resource'
import { incomingResource } from '../../domain/calls/incoming-resource'
import { guarded, type Operation, writing } from './operation'

const callId = z.object({ callId: z.uuid() })
const tenantId = z.object({ tenantId: z.string().meta({ description: "The tenant's id or slug" }) })

const exotelQuery = z.object({ secret: z.string().meta({ description: "The tenant's secret, as in the URL the dashboard shows" }) })
const exotelCall = z
  .object({
    CallSid: z.string().max(128),
    From: z.string().optional().meta({ description: 'Or CallFrom. Blank or absent when the caller withholds it' }),
    To: z.string().meta({ description: 'Or CallTo' }),
    Direction: z.string().optional(),
    CallStatus: z.string().optional(),
    CustomField: z.string().optional(),
  })
  .meta({ id: 'ExotelCall' })
const exotelNotice = z
  .looseObject({ CallSid: z.string().max(128), Status: z.string().optional(), Stream: z.unknown().optional() })
  .meta({ id: 'ExotelNotice' })
const received = z.object({ received: z.literal(true), call_id: z.uuid().nullable() }).meta({ id: 'NoticeReceived' })
const anyEncoding = 'Fields arrive as query parameters, urlencoded or multipart form, or JSON, with `Stream` in brackets or as JSON.'

export const TELEPHONY_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/api/v1/calls/{callId}',
    tag: 'Calls',
    summary: 'One call',
    params: callId,
    security: 'key_or_session',
    description:
      'Everything known about a call: transcript, extractions, costs and events. `heard_text` of an interrupted turn is what was played.',
    answers: { 200: { description: 'The call', schema: callResource } },
    refusals: guarded,
  },
  {
    method: 'get',
    path: '/api/v1/calls/{callId}/recording',
    tag: 'Calls',
    summary: "A call's audio",
    params: callId,
    security: 'key_or_session',
    description: 'Two channels: caller left, agent right. `Range` with one byte range is answered in part.',
    answers: {
      200: { description: 'The whole recording', contentType: 'audio/wav' },
      206: { description: 'The range asked for', contentType: 'audio/wav' },
    },
    refusals: [...guarded, 416],
  },
  {
    method: 'post',
    path: '/api/calls/{callId}/transcript',
    tag: 'Calls',
    summary: 'Add to the transcript',
    params: callId,
    body: transcriptChunkInput,
    description: 'For orchestrators outside. The same chunk again is kept once.',
    security: 'key_or_session',
    answers: { 201: { description: 'Kept', schema: transcriptChunkAccepted } },
    refusals: writing,
  },
  {
    method: 'post',
    path: '/api/calls/{callId}/extraction',
    tag: 'Calls',
    summary: 'Add structured data',
    params: callId,
    body: extractionInput,
    description: 'For orchestrators outside. The same data again is kept once.',
    security: 'key_or_session',
    answers: { 201: { description: 'Kept', schema: extractionAccepted } },
    refusals: writing,
  },
  {
    method: 'post',
    path: '/api/calls/{callId}/complete',
    tag: 'Calls',
    summary: 'Close a call',
    params: callId,
    body: completeCallInput,
    description: 'For orchestrators outside. The first status counts.',
    security: 'key_or_session',
    answers: { 200: { description: 'Closed', schema: callCompleted } },
    refusals: writing,
  },
  {
    method: 'get',
    path: '/api/tenants/{tenantId}/calls',
    tag: 'Tenants',
    summary: 'Calls, newest first',
    params: tenantId,
    query: listCallsQuery,
    security: 'key_or_session',
    answers: { 200: { description: 'A page of calls', schema: callListResource } },
    refusals: [400, ...guarded],
  },
  {
    method: 'get',
    path: '/api/tenants/{tenantId}/analytics',
    tag: 'Tenants',
    summary: 'Calls in figures',
    params: tenantId,
    query: analyticsInput,
    security: 'key_or_session',
    answers: { 200: { description: 'The figures', schema: analyticsView.meta({ id: 'Analytics' }) } },
    refusals: [400, ...guarded],
  },
  {
    method: 'get',
    path: '/api/tenants/{tenantId}/live',
    tag: 'Tenants',
    summary: 'What changes, as it changes',
    params: tenantId,
    security: 'key_or_session',
    description: 'Server-sent events `call_changed` and `turn_added` with ids. The stream ends after ten minutes; connect again.',
    answers: { 200: { description: 'Events', contentType: 'text/event-stream' } },
    refusals: guarded,
  },
  ...(['get', 'post'] as const).map((method) => ({
    method,
    path: '/webhooks/exotel/incoming',
    tag: 'Exotel' as const,
    summary: 'A call comes in',
    query: exotelQuery,
    security: 'url_secret' as const,
    description: `${anyEncoding} The same CallSid again is the same call with a fresh token.`,
    ...(method === 'post' ? { body: exotelCall } : { query: exotelQuery.extend(exotelCall.shape) }),
    answers: { 200: { description: 'What to do with the call', schema: incomingResource } },
    refusals: [400, 401, 404, 413, 415, 429],
  })),
  {
    method: 'post',
    path: '/webhooks/exotel/status',
    tag: 'Exotel',
    summary: 'How a call went',
    query: exotelQuery,
    body: exotelNotice,
    security: 'url_secret',
    description: `${anyEncoding} Idempotent, in any order.`,
    answers: { 200: { description: 'Kept', schema: received }, 202: { description: 'Kept until its call is known', schema: received } },
    refusals: [400, 401, 413, 415, 429],
  },
  ...(['get', 'post'] as const).map((method) => ({
    method,
    path: '/webhooks/exotel/passthru',
    tag: 'Exotel' as const,
    summary: 'How a stream went, and where the flow goes',
    query: exotelQuery,
    security: 'url_secret' as const,
    description: `${anyEncoding} Idempotent, in any order.`,
    ...(method === 'post' ? { body: exotelNotice } : {}),
    answers: {
      200: { description: 'Go on', schema: received },
      202: { description: 'Kept until its call is known', schema: received },
      302: { description: 'Put the caller through', schema: received },
    },
    refusals: [400, 401, 413, 415, 429],
  })),
]
