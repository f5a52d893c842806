import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClaimedCall } from '../server/domain/calls/call-record'
import type { Turn } from '../server/domain/transcript/turn'
import type { CloseReason, TurnCommand } from '../server/domain/turn-taking/turn-state'
import type { PhraseCache } from './audio/phrase-cache'
import { describeEnd, settleLine } from './call/call-ending'
import { CallFacts } from './call/call-facts'
import { type CallLine, openCallLine } from './call/call-line'
import { CallScreen } from './call/call-screen'
import { Conversation } from './call/conversation'
import { UsageMeter } from './call/usage-meter'
import type { CallRef, MediaDependencies } from './dependencies'
import { CallJournal } from './journal/call-journal'
import { FactDelivery } from './journal/fact-delivery'
import { callFolder } from './journal/leftovers'
import type { Alarm, Ticker } from './lib/ticker'
import { beforeLimit } from './lib/time-limit'
import { LIMITS } from './limits'
import type { Metrics } from './metrics'
import { storeRecording } from './recording/store-recording'
import { agrees, preparedLines } from './replies/lines'
import { buildSystemPrompt, canTransfer } from './replies/prompt'
import type { ListenEvent } from './stages/listen'
import type { CallEvents, CallTransport, StreamEnd } from './transports/transport'

export type SessionOptions = {
  call: ClaimedCall
  deps: MediaDependencies
  ticker: Ticker
  metrics: Metrics
  phrases: PhraseCache
  /** The process gives up waiting for the database: what is not delivered stays in the journal. */
  giveUp: AbortSignal
  /** The call's earlier stream, which this one takes the place of. */
  earlier: CallSession | null
  /** The stream is over; records may still be on their way. */
  onGone: (session: CallSession) => void
}

/**
 * One call from its claimed token to its last fact: joins transport, stages, turn-taking and records. Everything on the audio
 * path is in memory; records travel in the background.
 */
export class CallSession implements CallEvents {
  private readonly abort = new AbortController()
  private readonly facts: CallFacts
  private readonly screen: CallScreen
  private readonly transport: CallTransport
  private readonly conversation: Conversation
  private readonly usage = new UsageMeter()
  private readonly recordingPath: string
  private line: CallLine | null = null
  private alarm: Alarm | null = null
  /** When what is not heard to the millisecond is looked at again. */
  private watchAgainMs = 0
  private endReason: CloseReason | null = null
  private hasOffered = false
  private isGone = false
  /** Another stream has the call now: nothing more is said about it here. */
  private isReplaced = false
  private readonly finished: Promise<void>
  private resolveFinished: () => void = () => {}

  constructor(
    private readonly options: SessionOptions,
    openTransport: (events: CallEvents) => CallTransport,
  ) {
    const { call, deps, giveUp } = options
    const { tenantId, callId } = call
    this.finished = new Promise((resolve) => {
      this.resolveFinished = resolve
    })
    // A call whose stream is opened again after a crash must not overwrite what the first stream left.
    const name = join(callFolder(deps.dataDir), `${callId}.${deps.clock.now().getTime()}`)
    this.recordingPath = `${name}.wav`
    const header = { tenantId, callId, startedAt: deps.clock.now().toISOString(), recordingPath: this.recordingPath }
    const journal = new CallJournal(`${name}.jsonl`, header, (err) => deps.log.error({ err, callId }, 'journal cannot be written'))
    const delivery = new FactDelivery({ applyFacts: deps.applyFacts, log: deps.log, call: { tenantId, callId }, signal: giveUp })
    this.facts = new CallFacts({ call, journal, delivery, clock: deps.clock })
    this.conversation = new Conversation(buildSystemPrompt(call, deps.clock.now()), (turn) => this.noteTurn(turn))
    if (options.earlier) this.takeOver(options.earlier)
    this.transport = openTransport(this)
    this.screen = new CallScreen(this.transport.show)
    if (call.agent.enableMemory) void this.recall()
  }

  /** While the greeting is spoken: it waits for nothing, and a call goes on where nothing can be read. */
  private async recall(): Promise<void> {
    const { call, deps } = this.options
    try {
      const context = await deps.recall?.(this.ref)
      if (context) this.conversation.brief(buildSystemPrompt(call, deps.clock.now(), context))
    } catch (err) {
      deps.log.warn({ err, callId: call.callId }, 'what is remembered of the caller cannot be read')
    }
  }

  /** What was said so far stays said, what was used stays counted, and only this stream's end is the call's. */
  private takeOver(earlier: CallSession): void {
    earlier.line?.speaker.stop(earlier.line.now())
    earlier.isReplaced = true
    this.conversation.continueFrom(earlier.conversation)
    this.usage.continueFrom(earlier.usage)
    earlier.transport.close(1000, 'replaced')
  }

  get ref(): CallRef {
    const { tenantId, callId } = this.options.call
    return { tenantId, callId }
  }

  get callId(): string {
    return this.options.call.callId
  }

  /** Resolves when the call is over and its records are where they belong, or at least on this machine's disk. */
  whenFinished(): Promise<void> {
    return this.finished
  }

  /** Ends the call politely: the caller hears a goodbye. */
  requestStop(reason: CloseReason): void {
    if (this.line) this.line.turns.dispatch({ type: 'stop_requested', reason })
    else this.cut()
  }

  /** Ends the call at once. */
  cut(): void {
    this.endReason ??= 'server_stopping'
    this.transport.close(1001, 'server stopping')
  }

  opened({ sampleRateHz }: { sampleRateHz: number }): void {
    if (this.line || this.isGone) return
    this.facts.answered()
    const line = this.openLine(sampleRateHz)
    this.line = line
    line.turns.dispatch({ type: 'call_started', hasNotice: this.options.call.agent.settings.notice.trim() !== '' })
    void this.follow(line)
    void this.prepareLines(line)
    this.alarm = this.options.ticker.add((atMs) => line.openedAtMs + this.tick(line, atMs - line.openedAtMs))
  }

  audio(pcm: Int16Array): void {
    const { line } = this
    if (!line || this.isGone) return
    const nowMs = line.now()
    line.recorder.caller(pcm, line.clock.place((pcm.length * 1000) / line.sampleRateHz, nowMs))
    this.screen.callerSounds(pcm)
    line.listen.write(pcm, nowMs)
  }

  dtmf(digit: string): void {
    this.facts.dtmf(digit)
    this.screen.show({ type: 'dtmf', digit })
    this.line?.turns.dispatch({ type: 'dtmf', digit })
  }

  marked(name: string): void {
    const { line } = this
    if (!line) return
    const nowMs = line.now()
    if (line.ledger.marked(name, nowMs)) this.callBy(nowMs)
  }

  cleared(): void {
    this.line?.turns.dispatch({ type: 'far_end_cleared' })
  }

  typed(text: string): void {
    if (!this.line) return
    // Not final yet: the turn it becomes closes the same caption.
    this.screen.callerSaid(text, false, this.line.now())
    this.line.turns.dispatch({ type: 'typed', text })
  }

  gone(end: StreamEnd): void {
    if (this.isGone) return
    this.isGone = true
    this.options.onGone(this)
    const { log } = this.options.deps
    this.finish(end)
      .catch((err) => log.error({ err, callId: this.callId }, 'call not finished cleanly'))
      .finally(() => this.resolveFinished())
  }

  private openLine(sampleRateHz: number): CallLine {
    const { call, deps } = this.options
    const line = openCallLine(sampleRateHz, {
      ...this.options,
      transport: this.transport,
      facts: this.facts,
      screen: this.screen,
      usage: this.usage,
      conversation: this.conversation,
      recordingPath: this.recordingPath,
      signal: this.abort.signal,
      execute: (command) => this.execute(command),
      callBy: (atMs) => this.callBy(atMs),
      onFailure: (provider, error) => this.providerFailed(provider, error),
      onAnswerFailed: (callerText) => this.takesOffer(callerText),
      onRecordingError: (err) => deps.log.error({ err, callId: call.callId }, 'recording stopped'),
    })
    this.screen.show({
      type: 'ready',
      call_id: call.callId,
      sample_rate: sampleRateHz,
      agent: { name: call.agent.settings.personaName, voice: call.agent.voiceId, language: call.agent.language },
      providers: { stt: line.listen.providerName, llm: line.speaker.modelName, tts: line.voice.name },
    })
    return line
  }

  /** The lines said later in the call are made while the greeting plays. */
  private async prepareLines(line: CallLine): Promise<void> {
    for (const text of preparedLines(this.options.call)) {
      if (this.abort.signal.aborted) return
      await line.voice.prepare(text).catch(() => {}) // met again, and handled, when the line is said
    }
  }

  private async follow(line: CallLine): Promise<void> {
    for await (const event of line.listen.events) this.heard(line, event)
  }

  private heard(line: CallLine, event: ListenEvent): void {
    switch (event.type) {
      case 'speech_started':
        if (!line.speaker.current) this.screen.showState('hearing')
        break
      case 'speech_stopped':
        if (!line.speaker.current) this.screen.showState('listening')
        break
      case 'partial':
        this.screen.callerSaid(this.callerText(line, event.text), false, line.turns.state.caller.startedMs ?? line.now())
        break
      case 'final':
        line.speaker.transcribed(line.now())
        this.screen.callerSaid(this.callerText(line, event.text), false, line.turns.state.caller.startedMs ?? line.now())
        break
      case 'deaf':
        line.turns.dispatch({ type: 'stop_requested', reason: 'provider_failed' })
        return
    }
    line.turns.dispatch(event)
  }

  private callerText(line: CallLine, latest: string): string {
    return [...line.turns.state.caller.pieces.map((piece) => piece.text), latest].filter((text) => text !== '').join(' ')
  }

  private execute(command: TurnCommand): void {
    const { line } = this
    if (!line) return
    switch (command.type) {
      case 'interrupt':
        line.speaker.interrupt(command)
        return
      case 'answer':
        this.screen.callerSaid(command.turn.pieces.map((piece) => piece.text).join(' '), true, command.turn.startedMs)
        line.speaker.answer(command)
        return
      case 'say':
        this.sayLine(line, command)
        return
      case 'cancel':
        line.speaker.cancel(command.replyId)
        return
      case 'hold':
        line.speaker.hold(command.replyId)
        return
      case 'release':
        line.player.release(command.replyId)
        return
      case 'peek':
        line.listen.peek()
        return
      case 'split_speech':
        line.listen.split()
        return
      case 'keep':
        this.conversation.addCallerTurn(command.turn)
        return
      case 'ignored':
        this.screen.callerSaid('', true, line.now())
        this.facts.event('ignored_speech', line.now(), { durationMs: Math.round(command.durationMs) })
        return
      case 'keypad_entered':
        this.facts.event('keypad', line.now(), { digits: command.digits })
        return
      case 'close':
        void this.close(command.reason)
    }
  }

  private sayLine(line: CallLine, command: Extract<TurnCommand, { type: 'say' }>): void {
    if (command.line === 'fallback') this.hasOffered = true
    if (command.line !== 'greeting') this.facts.event(command.line, line.now(), command.closes === null ? {} : { reason: command.closes })
    line.speaker.sayLine(command)
  }

  private noteTurn(turn: Turn): void {
    if (this.isReplaced) return
    this.facts.turn(turn)
    if (turn.role === 'agent') this.noteUsage()
  }

  private providerFailed(provider: string, err: unknown): void {
    const { deps, metrics } = this.options
    metrics.providerFailures.inc({ provider })
    deps.log.warn({ err, callId: this.callId, provider }, 'provider failed')
    this.facts.event('provider_failed', this.line?.now() ?? null, { provider })
  }

  /** The agent's providers failed again after help was offered, and the caller wants it. */
  private takesOffer(callerText: string): CloseReason | null {
    if (!this.hasOffered || !agrees(callerText)) return null
    if (canTransfer(this.options.call)) return 'transferred'
    const data = { message: 'Asked to be called back.', callback_requested: true }
    this.facts.extraction({ key: 'extraction:callback', type: 'message', data })
    return 'provider_failed'
  }

  /** Closing the socket is what hands a call over, so a transfer is stored before. */
  private async close(reason: CloseReason): Promise<void> {
    const { call, deps } = this.options
    this.endReason = reason
    const isTransfer = reason === 'transferred' || ((reason === 'provider_failed' || reason === 'server_stopping') && canTransfer(call))
    if (isTransfer) {
      this.facts.transferRequested(call.transferTo)
      await beforeLimit(this.facts.delivered(), LIMITS.transferStoredMs, 'services').catch((err) =>
        deps.log.warn({ err, callId: this.callId }, 'transfer not stored before the call left'),
      )
    }
    this.screen.showState('ended')
    this.screen.show({ type: 'ended', reason, call_id: call.callId })
    this.transport.close(reason === 'server_stopping' ? 1001 : 1000, reason)
  }

  private callBy(callMs: number): void {
    if (this.line) this.alarm?.callBy(this.line.openedAtMs + callMs)
  }

  /** @returns the moment of the call when it must be called again */
  private tick(line: CallLine, nowMs: number): number {
    const turnsDueMs = line.turns.tick(nowMs)
    const playerDueMs = line.player.tick(nowMs)
    const speakerDueMs = line.speaker.tick(nowMs)
    if (nowMs >= this.watchAgainMs) this.watch(line, nowMs)
    return Math.min(turnsDueMs, playerDueMs, speakerDueMs, this.watchAgainMs)
  }

  /** What nobody asks to be called for. */
  private watch(line: CallLine, nowMs: number): void {
    this.watchAgainMs = nowMs + LIMITS.watchEveryMs
    line.listen.tick(nowMs)
    line.recorder.tick(nowMs)
    this.screen.tick(nowMs)
  }

  private async finish(end: StreamEnd): Promise<void> {
    const { metrics } = this.options
    const { line } = this
    const endedMs = line?.now() ?? 0
    if (line) await settleLine(line, endedMs)
    this.alarm?.stop()
    this.abort.abort()
    if (!this.isReplaced) {
      this.noteUsage()
      const ending = describeEnd(end, this.endReason, this.conversation)
      this.facts.ended(ending)
      metrics.calls.inc({ end_reason: ending.endReason })
    }
    await this.facts.stored()
    let isComplete = false
    try {
      const recording = await line?.recorder.finish(endedMs)
      // The recording is that of the stream the call ends on: the times of its turns are times in it.
      if (recording && !this.isReplaced) await this.storeRecording(recording.durationMs)
      else await rm(this.recordingPath, { force: true })
      isComplete = true
    } finally {
      await this.facts.close(isComplete)
    }
  }

  /** Running totals: what is known when the process dies is still paid for. */
  private noteUsage(): void {
    const isTelephone = this.options.call.transport === 'exotel'
    this.facts.usage(this.usage.totals(isTelephone && this.line ? this.line.now() / 1000 : null))
  }

  /** A recording that cannot be stored now keeps the call's journal: the next start tries again. */
  private async storeRecording(durationMs: number): Promise<void> {
    const { call, deps, giveUp } = this.options
    const { tenantId, callId } = call
    const key = await storeRecording(deps.recordings, { tenantId, callId, path: this.recordingPath }, giveUp)
    this.facts.recording(key, durationMs)
  }
}
