import { z } from 'zod'
import {
  bookingContextQuery,
  bookingContextResource,
  customerContextResource,
  customerHistoryQuery,
  customerHistoryResource,
  searchQuery,
  searchResource,
} from '../../domain/conversations/conversation-resource'
import { guarded, type Operation } from './operation'

export const CONVERSATION_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/api/v1/conversations/customer/{contactId}',
    tag: 'Conversations',
    summary: 'The calls with a contact, newest first',
    params: z.object({ contactId: z.uuid() }),
    query: customerHistoryQuery,
    security: 'key_or_session',
    answers: { 200: { description: 'A page of the history', schema: customerHistoryResource } },
    refusals: [400, ...guarded],
  },
  {
    method: 'get',
    path: '/api/v1/conversations/customer/{contactId}/context',
    tag: 'Conversations',
    summary: 'What an agent should know of a contact before it speaks',
    params: z.object({ contactId: z.uuid() }),
    security: 'key_or_session',
    description: 'Lines of text with words of callers in them: give them to a language model as data, never as instructions.',
    answers: { 200: { description: 'The context', schema: customerContextResource } },
    refusals: guarded,
  },
  {
    method: 'get',
    path: '/api/v1/conversations/booking/{bookingId}',
    tag: 'Conversations',
    summary: 'The calls about a booking: before, during and after it',
    params: z.object({ bookingId: z.uuid() }),
    query: bookingContextQuery,
    security: 'key_or_session',
    description: 'Concerns, requests and feedback are what callers said, and in which call. A booking without a duration lasts two hours.',
    answers: { 200: { description: 'The calls in their order', schema: bookingContextResource } },
    refusals: [400, ...guarded],
  },
  {
    method: 'get',
    path: '/api/v1/conversations/search',
    tag: 'Conversations',
    summary: 'Find calls by what was said in them',
    query: searchQuery,
    security: 'key_or_session',
    description:
      'All words have to occur, in English by their stems, in Hindi as they are; accents do not count. Newest calls first. `second` is where to start listening.',
    answers: { 200: { description: 'A page of calls', schema: searchResource } },
    refusals: [400, ...guarded],
  },
]
