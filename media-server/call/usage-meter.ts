import type { CallFact } from '../../server/domain/calls/call-record'
import { usageOfTokens } from '../../server/domain/costs/token-usage'
import type { TokenUsage } from '../../server/ports/language-model'

type UsageFact = Extract<CallFact, { type: 'usage' }>
type Line = UsageFact['usage'][number]

/** Running totals of what a call used, per kind and provider: what its cost is worked out from. */
export class UsageMeter {
  private readonly lines = new Map<string, Line>()
  private hearing: Line | null = null

  /** Goes on where an earlier stream of the same call was. */
  continueFrom(earlier: UsageMeter): void {
    for (const line of earlier.lines.values()) this.add({ ...line })
  }

  /** Called for every frame: adds to the same line as the frame before. */
  addSpeechHeard(provider: string, seconds: number): void {
    if (this.hearing?.provider !== provider) this.hearing = this.add({ kind: 'stt', provider, unit: 'second', quantity: 0 })
    this.hearing.quantity += seconds
  }

  addSpoken(provider: string, characters: number): void {
    this.add({ kind: 'tts', provider, unit: 'character', quantity: characters })
  }

  addTokens(provider: string, usage: TokenUsage): void {
    for (const line of usageOfTokens(provider, usage)) this.add(line)
  }

  /** Totals so far. `telephonySeconds`: how long the line has been open; null where no telephone line is involved. */
  totals(telephonySeconds: number | null): Line[] {
    const telephony: Line[] =
      telephonySeconds === null ? [] : [{ kind: 'telephony', provider: 'exotel', unit: 'second', quantity: Math.ceil(telephonySeconds) }]
    const rounded = [...this.lines.values()].map((line) => ({ ...line, quantity: Math.round(line.quantity * 1000) / 1000 }))
    return [...telephony, ...rounded].filter((line) => line.quantity > 0)
  }

  private add(line: Line): Line {
    const key = `${line.kind} ${line.provider}`
    const known = this.lines.get(key)
    if (!known) {
      this.lines.set(key, line)
      return line
    }
    known.quantity += line.quantity
    return known
  }
}
