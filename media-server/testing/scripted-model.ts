import { VendorError } from '../../server/domain/errors/vendor-error'
import type { ChatMessage, CompletionEvent, LanguageModel, ToolCall } from '../../server/ports/language-model'

export type ScriptedReply = { text?: string; calls?: ToolCall[]; hang?: true; fail?: true; cutAfter?: number }

export type ScriptedModel = LanguageModel & {
  /** Messages of every request, as they were. */
  asked: ChatMessage[][]
  /** Decides each reply. */
  replyWith: (messages: ChatMessage[], round: number) => ScriptedReply
}

/** Answers with what the script says, in words, the first after `delayMs`. By default it repeats what the caller said. */
export function scriptedLanguageModel({ name = 'scripted-llm', delayMs = 0 } = {}): ScriptedModel {
  const model: ScriptedModel = {
    name,
    asked: [],
    replyWith: (messages) => ({ text: `You said ${messages.at(-1)?.content ?? ''}.` }),
    async *stream({ messages }, signal): AsyncGenerator<CompletionEvent> {
      model.asked.push(messages)
      const reply = model.replyWith(messages, model.asked.length)
      if (reply.hang) await aborted(signal)
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
      if (reply.fail) throw new VendorError(name, 'scripted failure', { retryable: true })
      const words = (reply.text ?? '').split(/(?<= )/).filter((word) => word !== '')
      for (const [index, word] of words.entries()) {
        if (index === reply.cutAfter) throw new VendorError(name, 'scripted cut', { retryable: true })
        yield { type: 'text', delta: word }
      }
      for (const call of reply.calls ?? []) yield { type: 'tool_call', call }
      yield { type: 'usage', usage: { inputTokens: 100, cachedInputTokens: 40, outputTokens: words.length } }
      yield { type: 'end', finishReason: reply.calls ? 'tool_calls' : 'stop' }
    },
    completeJson: () => Promise.reject(new VendorError(name, 'not scripted', { retryable: false })),
  }
  return model
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }))
}
