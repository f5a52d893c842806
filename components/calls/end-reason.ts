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
  no_stream: 'The call never reached the agent',
  no_answer: 'Nobody answered',
  busy: 'The line was busy',
  stream_failed: 'The audio connection failed',
}

/** Why a call ended, in a sentence; unknown reasons are shown as words. */
export function endReasonText(reason: string | null): string | null {
  if (!reason) return null
  const known = REASONS[reason]
  if (known) return known
  const words = reason.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
