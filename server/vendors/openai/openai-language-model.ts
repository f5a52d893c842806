import type OpenAI from 'openai'
import { z } from 'zod'
import { VendorError } from '../../domain/errors/vendor-error'
import type { ChatMessage, CompletionEvent, CompletionRequest, LanguageModel, TokenUsage, ToolDefinition } from '../../ports/language-model'
import { fetchBytes, fetchJson } from '../http/fetch-stream'
import { readServerSentEvents } from '../http/server-sent-events'
import { failureOfContent } from '../http/vendor-failure'
import { createToolCallCollector } from './tool-call-collector'

const VENDOR = 'openai'

export type OpenAiLanguageModelOptions = {
  apiKey: string
  /** Any endpoint that speaks the protocol: OpenAI, Ollama, llama.cpp, vLLM. */
  baseUrl: string
  /** Used where a request names none. */
  model: string
  /** Until the first piece of the answer. */
  firstTokenMs?: number
  /** Between one piece and the next. */
  stallMs?: number
  /** From the request to the end of a streamed answer. */
  totalMs?: number
  /** For an answer in JSON, which is not streamed. */
  jsonMs?: number
}

// Only what we read; compatible servers leave out much and add their own.
const chunkSchema = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().optional(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
})
type Chunk = z.output<typeof chunkSchema>

const completionSchema = chunkSchema.extend({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
})

/**
 * Chat completions with tools, streamed, over any endpoint that speaks OpenAI's protocol. Never retries by itself. Requests are of
 * the vendor SDK's types; the transport is our own, because an aborted reply must end at once.
 */
export function createOpenAiLanguageModel(options: OpenAiLanguageModelOptions): LanguageModel {
  const { firstTokenMs = 6_000, stallMs = 6_000, totalMs = 45_000, jsonMs = 45_000 } = options
  const limits = { firstByteMs: firstTokenMs, stallMs, totalMs }
  const url = `${options.baseUrl.replace(/\/+$/, '')}/chat/completions`
  const initOf = (body: OpenAI.ChatCompletionCreateParams) => ({
    method: 'POST',
    headers: { authorization: `Bearer ${options.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

  async function* stream(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionEvent> {
    const init = initOf({ ...bodyOf(request, options.model), stream: true, stream_options: { include_usage: true } })
    const toolCalls = createToolCallCollector()
    let finishReason: string | null = null
    for await (const data of readServerSentEvents(fetchBytes(VENDOR, url, init, limits, signal))) {
      if (data === '[DONE]') break
      const chunk = readChunk(data)
      const choice = chunk.choices?.[0]
      const text = choice?.delta?.content || choice?.delta?.refusal
      if (text) yield { type: 'text', delta: text }
      for (const part of choice?.delta?.tool_calls ?? []) toolCalls.add(part)
      finishReason = choice?.finish_reason ?? finishReason
      if (chunk.usage) yield { type: 'usage', usage: usageOf(chunk.usage) }
    }
    if (signal.aborted) return
    if (finishReason === null) throw failureOfContent(VENDOR, 'an answer that was cut off')
    const calls = toolCalls.finish()
    for (const call of calls) yield { type: 'tool_call', call }
    yield { type: 'end', finishReason: readFinishReason(finishReason, calls.length > 0) }
  }

  return {
    name: VENDOR,
    stream,
    async completeJson(request, signal) {
      signal.throwIfAborted()
      const responseFormat: OpenAI.ResponseFormatJSONSchema = {
        type: 'json_schema',
        json_schema: { name: request.schemaName, strict: true, schema: request.schema },
      }
      const init = initOf({ ...bodyOf(request, options.model), response_format: responseFormat })
      const parsed = completionSchema.safeParse(await fetchJson(VENDOR, url, init, jsonMs, signal))
      if (!parsed.success) throw failureOfContent(VENDOR, 'something that is not a completion', parsed.error)
      return { value: readJsonAnswer(parsed.data), usage: usageOf(parsed.data.usage ?? null) }
    },
  }
}

function readChunk(data: string): Chunk {
  let raw: unknown
  try {
    raw = JSON.parse(data)
  } catch (error) {
    throw failureOfContent(VENDOR, 'something that is not JSON', error)
  }
  const parsed = chunkSchema.safeParse(raw)
  if (!parsed.success) throw failureOfContent(VENDOR, 'something that is not a completion', parsed.error)
  if (parsed.data.error) throw failureOfContent(VENDOR, 'an error in the middle of its answer')
  return parsed.data
}

function bodyOf(request: CompletionRequest, defaultModel: string): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return {
    model: request.model ?? defaultModel,
    messages: request.messages.map(toWireMessage),
    ...(request.tools?.length ? { tools: request.tools.map(toWireTool) } : {}),
    ...(request.maxOutputTokens === undefined ? {} : { max_completion_tokens: request.maxOutputTokens }),
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
  }
}

function toWireMessage(message: ChatMessage): OpenAI.ChatCompletionMessageParam {
  switch (message.role) {
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content }
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content || (message.toolCalls?.length ? null : ''),
        ...(message.toolCalls?.length
          ? {
              tool_calls: message.toolCalls.map((call) => ({
                id: call.id,
                type: 'function',
                function: { name: call.name, arguments: call.argumentsText },
              })),
            }
          : {}),
      }
    default:
      return { role: message.role, content: message.content }
  }
}

function toWireTool(tool: ToolDefinition): OpenAI.ChatCompletionTool {
  return { type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.parameters } }
}

function usageOf(usage: Chunk['usage'] | null): TokenUsage {
  return {
    inputTokens: usage?.prompt_tokens ?? 0,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage?.completion_tokens ?? 0,
  }
}

/** Some compatible servers end a tool call with `stop`, or with a word of their own. */
function readFinishReason(reason: string, hasToolCalls: boolean): 'stop' | 'length' | 'tool_calls' | 'content_filter' {
  if (hasToolCalls && reason !== 'length') return 'tool_calls'
  return reason === 'length' || reason === 'content_filter' ? reason : 'stop'
}

function readJsonAnswer(completion: z.output<typeof completionSchema>): unknown {
  const choice = completion.choices[0]
  if (choice?.message.refusal) throw new VendorError(VENDOR, 'refused to answer', { retryable: false })
  if (choice?.finish_reason === 'length') throw new VendorError(VENDOR, 'ran out of output tokens', { retryable: false })
  const text = (choice?.message.content ?? '').trim().replace(/^```(?:json)?\s*|\s*```$/g, '')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw failureOfContent(VENDOR, 'an answer that is not JSON', error)
  }
}
