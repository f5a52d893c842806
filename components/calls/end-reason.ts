import { wordsOfDisconnection } from '@/server/domain/outcomes/disconnection-reasons'

const REASONS: Record<string, string> = {
  caller_hung_up: 'The caller hung up',
  agent_hung_up: 'The agent ended the call',
  silence: 'Ended after silence',
  max_duration: 'Reached the longest allowed length',
  transferred: 'Put through to a person',
  connection_lost: 'The connection was lost',
  media_server_lost: 'The call was cut off on our side',
  provider_failed: 'A speech or language service failed',
  server_stopping: 'The call was cut off by a restart',
  stream_failed: 'The audio connection failed',
  stream_never_started: 'The audio connection never started',
  stream_never_opened: 'The caller hung up before the agent answered',
  protocol_error: 'The audio connection broke down',
  closed_by_us: 'The agent ended the call',
  closed_by_api: 'Ended through the API',
  call_failed: 'The phone company could not connect the call',
  no_capacity: 'All lines were in use',
  tenant_suspended: 'The business is suspended',
  no_agent: 'No agent was there to answer',
  completed: 'The call ended',
  no_answer: 'Nobody answered',
  busy: 'The line was busy',
  canceled: 'The caller hung up before the agent answered',
  unknown_to_vendor: 'The calling service does not know this call',
}

/** Why a call ended, in a sentence; unknown reasons are shown as words. */
export function endReasonText(reason: string | null): string | null {
  if (!reason) return null
  const words = REASONS[reason] ?? wordsOfDisconnection(reason)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
