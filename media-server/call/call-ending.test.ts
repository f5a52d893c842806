import { expect, test } from 'vitest'
import { describeEnd } from './call-ending'

const greeted = { hadCaller: false, hasTurns: true }
const spoken = { hadCaller: true, hasTurns: true }
const nothing = { hadCaller: false, hasTurns: false }

test.each([
  ['the caller hung up', 'caller_hung_up', null, spoken, 'caller_hung_up', false],
  ['the caller hung up before anything', 'caller_hung_up', null, nothing, 'caller_hung_up', false],
  ['the connection was lost in a conversation', 'connection_lost', null, spoken, 'connection_lost', false],
  ['the connection was lost after the greeting', 'connection_lost', null, greeted, 'connection_lost', false],
  ['the connection was lost before anything was heard', 'connection_lost', null, nothing, 'connection_lost', true],
  ['the stream never started', 'stream_never_started', null, nothing, 'stream_never_started', true],
  ['the far end sent nonsense', 'protocol_error', null, spoken, 'protocol_error', true],
  ['the agent ended it', 'closed_by_us', 'agent_hung_up', spoken, 'agent_hung_up', false],
  ['nobody spoke', 'closed_by_us', 'silence', greeted, 'silence', false],
  ['every provider failed', 'closed_by_us', 'provider_failed', spoken, 'provider_failed', true],
  ['the server stopped', 'closed_by_us', 'server_stopping', spoken, 'server_stopping', false],
] as const)('%s', (_name, reason, closeReason, conversation, endReason, failed) => {
  expect(describeEnd({ reason }, closeReason, conversation)).toEqual({ endReason, failed, hadConversation: conversation.hadCaller })
})
