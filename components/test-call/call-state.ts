import type { TurnTimings } from '@/server/domain/transcript/turn'
import type { ServerMessage } from './protocol'

export type Caption = {
  id: string
  role: 'caller' | 'agent'
  text: string
  heard: string | null
  isFinal: boolean
  isInterrupted: boolean
  atMs: number
}
export type ToolUse = { id: string; name: string; argumentsShown: unknown; result: unknown; isOk: boolean | null }
export type CallPhase = 'idle' | 'preparing' | 'connecting' | 'open' | 'ended' | 'failed'
export type AgentState = 'greeting' | 'listening' | 'hearing' | 'thinking' | 'speaking' | 'ended'

export type TestCallState = {
  phase: CallPhase
  agentState: AgentState | null
  callId: string | null
  providers: { stt: string; llm: string; tts: string } | null
  /** Captions and tools in the order they appeared. */
  log: ({ kind: 'caption'; caption: Caption } | { kind: 'tool'; tool: ToolUse } | { kind: 'notice'; id: string; text: string })[]
  /** Of each answer, newest last. */
  latencies: TurnTimings[]
  digits: string
  endReason: string | null
  failure: string | null
}

export const IDLE: TestCallState = {
  phase: 'idle',
  agentState: null,
  callId: null,
  providers: null,
  log: [],
  latencies: [],
  digits: '',
  endReason: null,
  failure: null,
}

export type TestCallEvent =
  | { type: 'preparing' }
  | { type: 'connecting'; callId: string }
  | { type: 'message'; message: ServerMessage }
  | { type: 'closed'; wasExpected: boolean }
  | { type: 'failed'; failure: string }
  | { type: 'reset' }

/** What the page knows of its call after `event`. */
export function advanceTestCall(state: TestCallState, event: TestCallEvent): TestCallState {
  switch (event.type) {
    case 'preparing':
      return { ...IDLE, phase: 'preparing' }
    case 'connecting':
      return { ...state, phase: 'connecting', callId: event.callId }
    case 'message':
      return applyMessage(state, event.message)
    case 'closed':
      if (state.phase === 'ended' || state.phase === 'failed' || state.phase === 'idle') return state
      if (event.wasExpected || state.phase === 'open')
        return {
          ...state,
          phase: 'ended',
          agentState: 'ended',
          endReason: state.endReason ?? (event.wasExpected ? 'caller_hung_up' : 'connection_lost'),
        }
      return {
        ...state,
        phase: 'failed',
        failure: 'The call could not be connected. The media-server may be restarting; try again in a moment.',
      }
    case 'failed':
      return { ...state, phase: 'failed', failure: event.failure }
    case 'reset':
      return IDLE
  }
}

function applyMessage(state: TestCallState, message: ServerMessage): TestCallState {
  switch (message.type) {
    case 'ready':
      return { ...state, phase: 'open', callId: message.call_id, providers: message.providers }
    case 'state':
      return { ...state, agentState: message.state }
    case 'caption':
      return { ...state, log: withCaption(state.log, message) }
    case 'tool':
      return { ...state, log: withTool(state.log, message) }
    case 'notice':
      return { ...state, log: [...state.log, { kind: 'notice', id: `${message.code}-${state.log.length}`, text: message.message }] }
    case 'latency':
      return { ...state, latencies: [...state.latencies, timingsOf(message)] }
    case 'dtmf':
      return { ...state, digits: state.digits + message.digit }
    case 'ended':
      return { ...state, phase: 'ended', agentState: 'ended', callId: message.call_id, endReason: message.reason }
    case 'mark':
    case 'clear':
      return state
  }
}

type Log = TestCallState['log']

function withCaption(log: Log, message: Extract<ServerMessage, { type: 'caption' }>): Log {
  const isGone = message.final && message.text === ''
  const at = log.findIndex((entry) => entry.kind === 'caption' && entry.caption.id === message.id)
  if (isGone) return at === -1 ? log : log.filter((_, index) => index !== at)
  const caption: Caption = {
    id: message.id,
    role: message.role,
    text: message.text,
    // Cut off: only what was heard counts. Otherwise the text may run ahead of the voice without being struck out.
    heard: message.interrupted ? (message.heard ?? '') : null,
    isFinal: message.final,
    isInterrupted: message.interrupted ?? false,
    atMs: message.at_ms,
  }
  const entry = { kind: 'caption' as const, caption }
  return at === -1 ? [...log, entry] : log.map((each, index) => (index === at ? entry : each))
}

function withTool(log: Log, message: Extract<ServerMessage, { type: 'tool' }>): Log {
  if (message.phase === 'call') {
    return [
      ...log,
      { kind: 'tool', tool: { id: message.id, name: message.name, argumentsShown: message.arguments, result: null, isOk: null } },
    ]
  }
  return log.map((entry) =>
    entry.kind === 'tool' && entry.tool.id === message.id
      ? { kind: 'tool', tool: { ...entry.tool, result: message.result, isOk: message.ok } }
      : entry,
  )
}

function timingsOf(message: Extract<ServerMessage, { type: 'latency' }>): TurnTimings {
  return {
    endpointMs: message.endpoint_ms,
    transcriptMs: message.transcript_ms,
    firstTokenMs: message.first_token_ms,
    firstAudioMs: message.first_audio_ms,
    firstFrameMs: message.first_frame_ms,
    addedMs: message.added_ms,
  }
}
