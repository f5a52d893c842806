import { VendorError } from '../../server/domain/errors/vendor-error'
import type { ChatMessage, CompletionEvent, TokenUsage, ToolCall, ToolDefinition } from '../../server/ports/language-model'
import type { Model } from '../dependencies'
import { isWorthRetry } from '../lib/retry'
import { RESTART } from '../lib/sentences'
import { withTimeLimit } from '../lib/time-limit'
import { untilAborted } from '../lib/until-aborted'
import { LIMITS } from '../limits'

export type ThinkOptions = {
  /** Best first; the others stand in. */
  models: Model[]
  /** Everything said so far, the caller's turn last. */
  messages: ChatMessage[]
  tools: ToolDefinition[]
  /** Runs one tool and tells the model what came of it, as JSON text. `endsReply`: nothing more is to be said. */
  callTool(call: ToolCall): Promise<{ resultText: string; endsReply: boolean }>
  onUsage(pricedAs: string, usage: TokenUsage): void
  onFailure(provider: string, error: unknown): void
  /** Tool calls and results that later replies must know of. */
  onExchange(messages: ChatMessage[]): void
}

/** Replies are for the telephone: a longer one is a mistake. */
const MAX_OUTPUT_TOKENS = 400

/**
 * The agent's reply as a stream of text. Uses tools in rounds until the model has nothing more to ask for.
 * @throws VendorError once every model has failed
 */
export async function* think(options: ThinkOptions, signal: AbortSignal): AsyncGenerator<string> {
  const messages = [...options.messages]
  for (let round = 1; round <= LIMITS.toolRounds; round++) {
    const tools = round < LIMITS.toolRounds ? options.tools : [] // the last round must say something
    const calls: ToolCall[] = []
    let said = ''
    for await (const event of untilAborted(streamWithFailover(options, messages, tools, signal), signal)) {
      if (event.type === 'tool_call') calls.push(event.call)
      if (event.type !== 'text') continue
      said = event.delta === RESTART ? wholeSentences(said) : said + event.delta
      yield event.delta
    }
    if (signal.aborted || calls.length === 0) return
    yield '\n' // what follows the tools is a sentence of its own
    const exchange: ChatMessage[] = [{ role: 'assistant', content: said, toolCalls: calls }]
    let isOver = false
    for (const call of calls) {
      const { resultText, endsReply } = await options.callTool(call)
      if (signal.aborted) return
      exchange.push({ role: 'tool', toolCallId: call.id, content: resultText })
      isOver ||= endsReply
    }
    options.onExchange(exchange)
    messages.push(...exchange)
    if (isOver) return
  }
}

/** One completion: a quick failure is retried once, then the next model is asked. What was already said is not said again. */
async function* streamWithFailover(
  options: ThinkOptions,
  messages: ChatMessage[],
  tools: ToolDefinition[],
  signal: AbortSignal,
): AsyncGenerator<CompletionEvent> {
  let said = ''
  let index = 0
  let isRetry = false
  while (true) {
    const { provider, model, pricedAs } = options.models[index] as Model
    const hasAnother = index + 1 < options.models.length
    let goodUntilMs = performance.now()
    try {
      const request = {
        messages: continued(messages, said),
        tools,
        maxOutputTokens: MAX_OUTPUT_TOKENS,
        temperature: 0.3,
        ...(model === undefined ? {} : { model }),
      }
      const limits = {
        vendor: provider.name,
        firstMs: hasAnother ? LIMITS.firstTokenMs / 2 : LIMITS.firstTokenMs,
        nextMs: LIMITS.nextTokenMs,
      }
      let isEmpty = true
      for await (const event of withTimeLimit(provider.stream(request, signal), limits)) {
        goodUntilMs = performance.now()
        if (event.type === 'usage') options.onUsage(pricedAs, event.usage)
        if (event.type === 'text') said += event.delta
        if (event.type === 'text' || event.type === 'tool_call') isEmpty = false
        yield event
      }
      if (isEmpty && said === '' && !signal.aborted) throw new VendorError(provider.name, 'an empty reply', { retryable: true })
      return
    } catch (error) {
      if (signal.aborted) return
      options.onFailure(provider.name, error)
      if (said !== '') yield { type: 'text', delta: RESTART }
      said = wholeSentences(said)
      if (!isRetry && isWorthRetry(error, performance.now() - goodUntilMs)) isRetry = true
      else if (hasAnother) {
        index++
        isRetry = false
      } else throw error
    }
  }
}

function wholeSentences(text: string): string {
  return /^.*[.!?।](?=\s)/s.exec(text)?.[0] ?? ''
}

/** After a break in the middle the model sees what it has already said. */
function continued(messages: ChatMessage[], said: string): ChatMessage[] {
  return said === '' ? messages : [...messages, { role: 'assistant', content: said }]
}
