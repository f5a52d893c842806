import type { CallFact, ClaimedCall } from '../../server/domain/calls/call-record'
import type { Turn } from '../../server/domain/transcript/turn'
import type { MediaDependencies } from '../dependencies'
import type { CallJournal } from '../journal/call-journal'
import type { FactDelivery } from '../journal/fact-delivery'

type FactOf<Type extends CallFact['type']> = Extract<CallFact, { type: Type }>

/** Writes down what happens on a call: to this machine's disk at once, to the services in the background. */
export class CallFacts {
  private events = 0
  private digits = 0
  private usages = 0

  constructor(
    private readonly options: { call: ClaimedCall; journal: CallJournal; delivery: FactDelivery } & Pick<MediaDependencies, 'clock'>,
  ) {}

  answered(): void {
    this.add({ type: 'answered', key: 'answered', at: this.at() })
  }

  turn(turn: Turn): void {
    this.add({ type: 'turn', key: `turn:${turn.index}`, turn })
  }

  /** Something for the call page. `atMs`: call time. */
  event(event: string, atMs: number | null, data: Record<string, unknown> = {}): void {
    this.add({
      type: 'event',
      key: `event:${++this.events}`,
      at: this.at(),
      atMs: atMs === null ? null : Math.max(0, Math.round(atMs)),
      event,
      data,
    })
  }

  dtmf(digit: string): void {
    this.add({ type: 'dtmf', key: `dtmf:${String(++this.digits).padStart(4, '0')}`, at: this.at(), digit })
  }

  extraction(extraction: { key: string; type: string; data: Record<string, unknown> }): void {
    this.add({ type: 'extraction', key: extraction.key, extractionType: extraction.type, data: extraction.data, confidence: null })
  }

  usage(usage: FactOf<'usage'>['usage']): void {
    if (usage.length > 0) this.add({ type: 'usage', key: `usage:${++this.usages}`, usage })
  }

  recording(recordingKey: string, durationMs: number): void {
    this.add({ type: 'recording', key: 'recording', recordingKey, durationMs })
  }

  transferRequested(to: string | null): void {
    this.add({ type: 'transfer_requested', key: 'transfer_requested', at: this.at(), to })
  }

  ended(end: Pick<FactOf<'ended'>, 'endReason' | 'hadConversation' | 'failed'>): void {
    this.add({ type: 'ended', key: 'ended', at: this.at(), ...end })
  }

  /** Resolves when everything so far is on this machine's disk. */
  stored(): Promise<void> {
    return this.options.journal.stored()
  }

  /** Resolves when the services have everything, or the process gives up. @returns whether they have */
  delivered(): Promise<boolean> {
    return this.options.delivery.delivered()
  }

  /**
   * The call is over: the journal goes once the services have everything, and stays for the next start otherwise.
   * @param isComplete nothing else of the call is left to be done
   */
  async close(isComplete: boolean): Promise<void> {
    if ((await this.delivered()) && isComplete) await this.options.journal.remove()
    else await this.options.journal.close()
  }

  private add(fact: CallFact): void {
    this.options.journal.add(fact)
    this.options.delivery.add(fact)
  }

  private at(): string {
    return this.options.clock.now().toISOString()
  }
}
