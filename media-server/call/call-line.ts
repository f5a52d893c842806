import type { ClaimedCall } from '../../server/domain/calls/call-record'
import type { CloseReason, TurnCommand } from '../../server/domain/turn-taking/turn-state'
import { InboundClock } from '../audio/inbound-clock'
import type { PhraseCache } from '../audio/phrase-cache'
import { VoiceOfCall } from '../audio/voice-of-call'
import type { MediaDependencies } from '../dependencies'
import type { Ticker } from '../lib/ticker'
import type { Metrics } from '../metrics'
import { PlaybackLedger } from '../playback-ledger'
import { CallRecorder } from '../recording/call-recorder'
import { AgentSpeaker } from '../replies/agent-speaker'
import { ListenStage } from '../stages/listen'
import { Player } from '../stages/play'
import type { CallTransport } from '../transports/transport'
import { TurnDriver } from '../turns/turn-driver'
import { turnSettingsOf } from '../turns/turn-settings-of'
import type { CallFacts } from './call-facts'
import type { CallScreen } from './call-screen'
import type { Conversation } from './conversation'
import type { UsageMeter } from './usage-meter'

/** The stages of a call through which audio flows, joined. */
export type CallLine = {
  sampleRateHz: number
  /** The ticker's time when the line opened. */
  openedAtMs: number
  /** Milliseconds since the line opened: call time. */
  now: () => number
  clock: InboundClock
  listen: ListenStage
  ledger: PlaybackLedger
  player: Player
  voice: VoiceOfCall
  speaker: AgentSpeaker
  turns: TurnDriver
  recorder: CallRecorder
}

export type CallLineOptions = {
  call: ClaimedCall
  deps: MediaDependencies
  ticker: Ticker
  metrics: Metrics
  phrases: PhraseCache
  transport: CallTransport
  facts: CallFacts
  screen: CallScreen
  usage: UsageMeter
  conversation: Conversation
  recordingPath: string
  signal: AbortSignal
  execute: (command: TurnCommand) => void
  /** Asks for a tick at that moment of the call. */
  callBy: (atMs: number) => void
  onFailure: (provider: string, error: unknown) => void
  onAnswerFailed: (callerText: string) => CloseReason | null
  onRecordingError: (error: unknown) => void
}

/** Builds the stages of a call whose stream has begun at `sampleRateHz`. */
export function openCallLine(sampleRateHz: number, options: CallLineOptions): CallLine {
  const { call, deps, ticker, metrics, phrases, transport, facts, screen, usage, conversation, signal, onFailure } = options
  const { agent } = call
  const openedAtMs = ticker.now()
  const now = () => ticker.now() - openedAtMs
  const clock = new InboundClock()
  const ledger = new PlaybackLedger()
  const recorder = new CallRecorder({ path: options.recordingPath, sampleRateHz, onError: options.onRecordingError })
  const listen = new ListenStage({
    providers: deps.speechToText(agent.settings.speechToText, agent.language),
    voiceActivity: deps.voiceActivity,
    clock,
    sampleRateHz,
    language: agent.language,
    keyterms: agent.settings.keyterms,
    signal,
    now,
    onHeard: (provider, seconds) => usage.addSpeechHeard(provider, seconds),
    onFailure,
  })
  const voice = new VoiceOfCall({
    voices: deps.textToSpeech(agent.voiceId),
    phrases,
    language: agent.language,
    sampleRateHz,
    onSpoken: (provider, characters) => usage.addSpoken(provider, characters),
    onFailure,
  })
  const turns = new TurnDriver(turnSettingsOf(agent, listen.endpointing), now, options.execute, () => listen.heardUntilMs, options.callBy)
  const player = new Player({
    sampleRateHz,
    frameBytes: deps.frameBytes,
    ledger,
    now,
    onFrame(pcm, startsMs) {
      transport.sendAudio(pcm)
      recorder.agent(pcm, startsMs)
      screen.agentSounds(pcm, startsMs, (pcm.length * 1000) / sampleRateHz)
    },
    onMark: (name) => transport.sendMark(name),
    callBy: options.callBy,
    onReplyHeard(replyId, nowMs) {
      if (speaker.current?.kind === 'greeting') metrics.greetingMs.observe(nowMs)
      speaker.heard(replyId, nowMs)
    },
  })
  const speaker = new AgentSpeaker({
    call,
    ledger,
    player,
    voice,
    conversation,
    facts,
    screen,
    metrics,
    models: deps.languageModels(agent.settings.languageModel),
    onUsage: (provider, tokens) => usage.addTokens(provider, tokens),
    onFailure,
    onAnswerFailed: options.onAnswerFailed,
    dispatch: (event) => turns.dispatch(event),
    callBy: options.callBy,
    sendClear: () => transport.sendClear(),
    onCleared(nowMs) {
      recorder.clear(nowMs)
      screen.agentIsCleared()
    },
    now,
    signal,
  })
  return { sampleRateHz, openedAtMs, now, clock, listen, ledger, player, voice, speaker, turns, recorder }
}
