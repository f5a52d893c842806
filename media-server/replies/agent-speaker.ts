import type { ClaimedCall } from '../../server/domain/calls/call-record'
import { VendorError } from '../../server/domain/errors/vendor-error'
import type { CallerTurn, CloseReason, TurnCommand } from '../../server/domain/turn-taking/turn-state'
import type { ToolCall, ToolDefinition } from '../../server/ports/language-model'
import type { VoiceOfCall } from '../audio/voice-of-call'
import type { CallFacts } from '../call/call-facts'
import type { CallScreen } from '../call/call-screen'
import type { Conversation } from '../call/conversation'
import { splitSentences } from '../lib/sentences'
import { LIMITS } from '../limits'
import type { Metrics } from '../metrics'
import type { PlaybackLedger } from '../playback-ledger'
import type { Player } from '../stages/play'
import { type Speakable, speak } from '../stages/speak'
import { type ThinkOptions, think } from '../stages/think'
import type { TurnHappening } from '../turns/turn-driver'
import { applyTool } from './apply-tool'
import { goOnLine, holdLine, lineOf } from './lines'
import type { Reply } from './reply'
import { ReplyClock } from './reply-clock'
import { toolsOf } from './tools'
import { withHoldLine } from './with-hold-line'

export type SpeakerOptions = {
  call: ClaimedCall
  ledger: PlaybackLedger
  player: Player
  voice: VoiceOfCall
  conversation: Conversation
  facts: CallFacts
  screen: CallScreen
  metrics: Metrics
  models: ThinkOptions['models']
  onUsage: ThinkOptions['onUsage']
  onFailure: (provider: string, error: unknown) => void
  dispatch: (event: TurnHappening) => void
  /** Asks for a `tick` at that moment of the call. */
  callBy: (atMs: number) => void
  sendClear: () => void
  /** Agent audio after this moment is not played after all. */
  onCleared: (nowMs: number) => void
  /** An answer failed for good. @returns how the call ends when the caller's words accept what was offered the last time */
  onAnswerFailed: (callerText: string) => CloseReason | null
  /** Call time in milliseconds. */
  now: () => number
  signal: AbortSignal
}

/** Carries out what turn-taking decides about the agent's side: at most one reply at a time. */
export class AgentSpeaker {
  private reply: Reply | null = null
  /** What a stopped reply had left to say. */
  private unsaid = ''
  private transcriptAtMs: number | null = null

  constructor(private readonly options: SpeakerOptions) {}

  get current(): Readonly<Reply> | null {
    return this.reply
  }

  get modelName(): string {
    return this.options.models[0]?.provider.name ?? ''
  }

  /** Keeps a reply's audio back while it is not known whether the caller goes on. */
  hold(replyId: number): void {
    if (this.reply?.id === replyId) this.reply.clock.wasHeld = true
    this.options.player.hold(replyId)
  }

  /** The recogniser's last words came. */
  transcribed(atMs: number): void {
    this.transcriptAtMs = atMs
  }

  answer(command: Extract<TurnCommand, { type: 'answer' }>): void {
    const text = textOf(command.turn)
    const reply = this.begin(command.replyId, 'answer', command.turn)
    const thoughts = think(this.thinkOptions(reply, text), reply.controller.signal)
    const sentences = toSpeakables(splitSentences(this.watchTokens(reply, thoughts)))
    void this.say(reply, withHoldLine(sentences, LIMITS.holdLineMs, holdLine(this.options.call.agent.language)), LIMITS.aheadMs)
  }

  sayLine(command: Extract<TurnCommand, { type: 'say' }>): void {
    const { call } = this.options
    const reply = this.begin(command.replyId, command.line, null)
    reply.closes = command.closes
    const isResumed = command.line === 'resume'
    const texts = command.line === 'resume' ? [this.unsaid || goOnLine(call.agent.language)] : lineOf(call, command.line, command.closes)
    const isKept = !isResumed || this.unsaid === ''
    const aheadMs = command.line === 'greeting' ? LIMITS.greetingAheadMs : LIMITS.aheadMs
    void this.say(reply, toSpeakables(texts, isKept), aheadMs)
  }

  /** Nobody heard any of it: as if it had never been. */
  cancel(replyId: number): void {
    const { reply } = this
    if (reply?.id !== replyId) return
    this.reply = null
    reply.controller.abort()
    this.unsaid = reply.kind === 'answer' ? '' : this.options.ledger.fullText(replyId)
    this.options.player.drop()
    this.options.ledger.forget(replyId)
  }

  /** Stops at once and keeps what was heard. */
  interrupt(command: Extract<TurnCommand, { type: 'interrupt' }>): void {
    const { ledger, player, metrics } = this.options
    const { reply } = this
    if (reply?.id !== command.replyId) return
    const triggeredAtMs = performance.now()
    if (!command.isFarEndCleared) this.options.sendClear()
    const nowMs = this.options.now()
    player.drop()
    const heardText = ledger.heardText(reply.id, nowMs)
    const text = ledger.fullText(reply.id)
    ledger.clear(nowMs)
    this.options.onCleared(nowMs)
    this.reply = null
    reply.controller.abort()
    if (!command.isFarEndCleared) metrics.bargeInTriggerMs.observe(performance.now() - triggeredAtMs)
    if (command.onsetMs !== null) metrics.bargeInMs.observe(Math.max(0, nowMs - command.onsetMs))
    this.unsaid = text.startsWith(heardText) ? text.slice(heardText.length).trim() : ''
    this.options.facts.event('barge_in', nowMs, {
      cause: command.cause,
      reactionMs: command.onsetMs === null ? null : Math.round(nowMs - command.onsetMs),
    })
    this.keepTurns(reply, { text, heardText, interrupted: true, endedMs: nowMs })
  }

  /** First frame of the current reply is on its way. */
  heard(replyId: number, nowMs: number): void {
    const { reply } = this
    if (reply?.id !== replyId || reply.heardAtMs !== null) return
    reply.heardAtMs = nowMs
    reply.clock.frame(nowMs)
    this.keepCallerTurn(reply)
    this.options.dispatch({ type: 'reply_heard', replyId })
    this.options.callBy(nowMs)
    this.options.screen.showState(reply.kind === 'greeting' ? 'greeting' : 'speaking')
  }

  /** The far end is gone: what was heard until now is the end of the transcript. */
  stop(nowMs: number): void {
    const { reply } = this
    if (!reply) return
    const { ledger } = this.options
    const heardText = ledger.heardText(reply.id, nowMs)
    const text = ledger.fullText(reply.id)
    this.reply = null
    reply.controller.abort()
    this.options.player.drop()
    if (reply.heardAtMs !== null) this.keepTurns(reply, { text, heardText, interrupted: heardText !== text, endedMs: nowMs })
  }

  /** @returns when it must be called again, unless `callBy` or a mark asks for it before */
  tick(nowMs: number): number {
    const { reply } = this
    if (!reply) return Number.POSITIVE_INFINITY
    const { ledger, player, screen } = this.options
    if (reply.notice && ledger.isHeard(reply.notice, nowMs - LIMITS.noticeMarginMs)) {
      reply.notice = null
      this.options.dispatch({ type: 'notice_heard', replyId: reply.id })
    }
    if (reply.heardAtMs !== null && screen.isOn) this.caption(reply, ledger.heardText(reply.id, nowMs))
    const isSent = reply.isHandedOver && !player.hasQueued
    if (isSent && ledger.isDrained(nowMs)) {
      this.finish(reply, nowMs)
      return Number.POSITIVE_INFINITY
    }
    if (reply.notice || screen.isOn) return nowMs
    return isSent ? ledger.drainsByMs(nowMs) : Number.POSITIVE_INFINITY
  }

  private begin(id: number, kind: Reply['kind'], turn: CallerTurn | null): Reply {
    const nowMs = this.options.now()
    const clock = new ReplyClock(turn?.endedMs ?? nowMs, nowMs)
    if (turn && this.transcriptAtMs !== null && this.transcriptAtMs >= turn.endedMs) clock.transcriptAtMs = this.transcriptAtMs
    const controller = new AbortController()
    if (this.options.signal.aborted) controller.abort()
    this.reply = { id, kind, turn, closes: null, controller, clock, exchange: [], heardAtMs: null, isHandedOver: false, notice: null }
    if (kind === 'answer') this.options.screen.showState('thinking')
    return this.reply
  }

  private async say(reply: Reply, sentences: AsyncIterable<Speakable>, aheadLimitMs: number): Promise<void> {
    const { voice, ledger, player, call } = this.options
    const { signal } = reply.controller
    let isFirst = true
    const spoken = speak(
      sentences,
      {
        voice,
        ledger,
        replyId: reply.id,
        onSound: () => reply.clock.sound(this.options.now()),
        onSentence: (sentence) => {
          if (isFirst && reply.kind === 'greeting' && call.agent.settings.notice.trim() !== '') reply.notice = sentence
          isFirst = false
        },
      },
      signal,
    )
    try {
      await player.play(spoken, { id: reply.id, aheadLimitMs }, signal)
      if (signal.aborted) return
      if (isFirst && !reply.closes) throw new VendorError(voice.name, 'nothing to say', { retryable: true })
      if (isFirst) await this.sayGoodbye(reply, aheadLimitMs)
      reply.isHandedOver = true
      this.options.callBy(this.options.now())
    } catch (error) {
      if (!signal.aborted) this.fail(reply, error)
    }
  }

  /** A model that ended the call without a word. */
  private async sayGoodbye(reply: Reply, aheadLimitMs: number): Promise<void> {
    const { voice, ledger, player, call } = this.options
    const words = toSpeakables(lineOf(call, 'goodbye', reply.closes), true)
    const spoken = speak(words, { voice, ledger, replyId: reply.id, onSound: () => {}, onSentence: () => {} }, reply.controller.signal)
    await player.play(spoken, { id: reply.id, aheadLimitMs }, reply.controller.signal)
  }

  private finish(reply: Reply, nowMs: number): void {
    const text = this.options.ledger.fullText(reply.id)
    this.reply = null
    this.keepTurns(reply, { text, heardText: text, interrupted: false, endedMs: nowMs })
    this.options.ledger.forget(reply.id)
    this.options.screen.showState('listening')
    this.options.dispatch({ type: 'reply_finished', replyId: reply.id })
  }

  private fail(reply: Reply, error: unknown): void {
    if (this.reply !== reply) return
    const { ledger, player } = this.options
    const nowMs = this.options.now()
    this.reply = null
    reply.controller.abort()
    this.options.facts.event('reply_failed', nowMs, { kind: reply.kind, problem: error instanceof Error ? error.name : 'unknown' })
    this.options.screen.show({ type: 'notice', code: 'provider_failed', message: 'A provider failed; the agent says so and goes on.' })
    const text = ledger.fullText(reply.id)
    const callerText = textOf(reply.turn)
    // What was already sent is still being played; the fallback follows it.
    if (reply.heardAtMs !== null)
      this.keepTurns(reply, {
        text,
        heardText: ledger.heardText(reply.id, nowMs + ledger.aheadMs(nowMs)),
        interrupted: false,
        endedMs: nowMs,
      })
    else this.keepCallerTurn(reply)
    ledger.forget(reply.id)
    player.drop()
    const closes = reply.kind === 'answer' ? this.options.onAnswerFailed(callerText) : null
    this.options.dispatch({ type: 'reply_failed', replyId: reply.id, ...(closes ? { closes } : {}) })
  }

  private keepCallerTurn(reply: Reply): void {
    if (!reply.turn) return
    this.options.conversation.addCallerTurn(reply.turn)
    reply.turn = null
  }

  /** Both sides of an exchange go into the transcript once it is known what was heard. */
  private keepTurns(reply: Reply, end: { text: string; heardText: string; interrupted: boolean; endedMs: number }): void {
    const { conversation, screen, metrics, call } = this.options
    this.keepCallerTurn(reply)
    conversation.addExchange(reply.exchange)
    const timings = reply.kind === 'answer' ? reply.clock.timings() : null
    const startedMs = reply.heardAtMs ?? end.endedMs
    const index = conversation.addAgentTurn({ ...end, startedMs, language: call.agent.language, timings })
    screen.agentSays({ id: reply.id, text: end.text, heard: end.heardText, final: true, interrupted: end.interrupted, atMs: startedMs })
    if (!timings) return
    screen.showLatency(index, timings)
    if (timings.addedMs !== undefined) metrics.turnAddedMs.observe(timings.addedMs)
    if (timings.firstFrameMs !== undefined) metrics.replyMs.observe(timings.firstFrameMs)
  }

  private caption(reply: Reply, heard: string): void {
    const text = this.options.ledger.fullText(reply.id)
    this.options.screen.agentSays({ id: reply.id, text, heard, final: false, interrupted: false, atMs: reply.heardAtMs ?? 0 })
  }

  private thinkOptions(reply: Reply, callerText: string): ThinkOptions {
    const { call, models, conversation, onUsage, onFailure } = this.options
    const tools = toolsOf(call)
    reply.clock.modelAsked(this.options.now())
    return {
      models,
      tools,
      messages: conversation.messagesFor(callerText),
      onUsage,
      onFailure,
      onExchange: (messages) => reply.exchange.push(...messages),
      callTool: async (toolCall) => this.callTool(reply, tools, toolCall),
    }
  }

  private callTool(reply: Reply, tools: ToolDefinition[], call: ToolCall) {
    const { facts, screen, now, dispatch } = this.options
    const outcome = applyTool(tools, call, { facts, screen, atMs: now() })
    if (outcome.closes) {
      reply.closes = outcome.closes
      dispatch({ type: 'close_requested', replyId: reply.id, reason: outcome.closes })
    }
    return { resultText: JSON.stringify(outcome.result), endsReply: outcome.closes !== null }
  }

  private async *watchTokens(reply: Reply, thoughts: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const delta of thoughts) {
      reply.clock.token(this.options.now())
      yield delta
    }
  }
}

function textOf(turn: CallerTurn | null): string {
  return turn?.pieces.map((piece) => piece.text).join(' ') ?? ''
}

async function* toSpeakables(texts: Iterable<string> | AsyncIterable<string>, isFixed = false): AsyncGenerator<Speakable> {
  for await (const text of texts) yield { text, isFixed }
}
