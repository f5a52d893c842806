export interface LanguageModel {
  readonly name: string
  /**
   * Streams one completion. Ends with exactly one `end`. Tool calls are yielded whole, once their arguments are complete.
   * @throws VendorError, `retryable` where another attempt or provider may succeed
   */
  stream(request: CompletionRequest, signal: AbortSignal): AsyncIterable<CompletionEvent>
  /** One completion whose text is JSON of `schema` (JSON Schema, strict). Returns the parsed value, unchecked. */
  completeJson(
    request: CompletionRequest & { schemaName: string; schema: Record<string, unknown> },
    signal: AbortSignal,
  ): Promise<{ value: unknown; usage: TokenUsage }>
}

export type CompletionRequest = {
  model?: string
  messages: ChatMessage[]
  tools?: ToolDefinition[]
  maxOutputTokens?: number
  temperature?: number
}

export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: ToolCall[] }
  | { role: 'tool'; toolCallId: string; content: string }

export type ToolDefinition = { name: string; description: string; parameters: Record<string, unknown> }
/** `argumentsText` is the model's JSON, not yet parsed: it may be malformed. */
export type ToolCall = { id: string; name: string; argumentsText: string }
export type TokenUsage = { inputTokens: number; cachedInputTokens: number; outputTokens: number }

export type CompletionEvent =
  | { type: 'text'; delta: string }
  | { type: 'tool_call'; call: ToolCall }
  | { type: 'usage'; usage: TokenUsage }
  | { type: 'end'; finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter' }
