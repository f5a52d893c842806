import { createHash } from 'node:crypto'
import type { ChatRequest, Reply } from './wire'

type FinishReason = 'stop' | 'length' | 'tool_calls'
type FinishedReply = { text: string; toolCalls: { id: string; name: string; argumentsText: string }[]; finishReason: FinishReason }

/** Gives tool calls their ids and applies the output limit. The same request and reply give the same ids. */
export function finishReply(request: ChatRequest, reply: Reply): FinishedReply {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY
  const words = splitIntoWords(reply.text)
  const isCut = words.length > limit
  const toolCalls = isCut
    ? []
    : reply.toolCalls.map((call, index) => {
        const argumentsText = JSON.stringify(call.arguments)
        const seed = `${request.messages.length}:${index}:${call.name}:${argumentsText}`
        return { id: `call_${createHash('sha256').update(seed).digest('hex').slice(0, 24)}`, name: call.name, argumentsText }
      })
  const finishReason = isCut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop'
  return { text: isCut ? words.slice(0, limit).join('') : reply.text, toolCalls, finishReason }
}

/** The server-sent events of a streamed completion, in the vendor's order. */
export function streamPieces(request: ChatRequest, reply: FinishedReply, created: number): string[] {
  const head = {
    id: completionId(request),
    object: 'chat.completion.chunk',
    created,
    model: request.model,
    system_fingerprint: 'fp_practice',
  }
  const wantsUsage = request.stream_options?.include_usage === true
  const event = (body: object) =>
    `data: ${JSON.stringify({ ...head, ...body, ...(wantsUsage && !('usage' in body) ? { usage: null } : {}) })}\n\n`
  const delta = (value: object, finishReason: FinishReason | null = null) =>
    event({ choices: [{ index: 0, delta: value, logprobs: null, finish_reason: finishReason }] })

  const pieces = [delta({ role: 'assistant', content: reply.text === '' && reply.toolCalls.length > 0 ? null : '', refusal: null })]
  for (const word of splitIntoWords(reply.text)) pieces.push(delta({ content: word }))
  reply.toolCalls.forEach((call, index) => {
    pieces.push(delta({ tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] }))
    for (const fragment of call.argumentsText.match(/[\s\S]{1,12}/g) ?? []) {
      pieces.push(delta({ tool_calls: [{ index, function: { arguments: fragment } }] }))
    }
  })
  pieces.push(delta({}, reply.finishReason))
  if (wantsUsage) pieces.push(event({ choices: [], usage: usageOf(request, reply) }))
  pieces.push('data: [DONE]\n\n')
  return pieces
}

/** The body of a completion that is not streamed. */
export function completionBody(request: ChatRequest, reply: FinishedReply, created: number): object {
  const toolCalls = reply.toolCalls.map(({ id, name, argumentsText }) => ({
    id,
    type: 'function',
    function: { name, arguments: argumentsText },
  }))
  return {
    id: completionId(request),
    object: 'chat.completion',
    created,
    model: request.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: reply.text || null,
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: reply.finishReason,
      },
    ],
    usage: usageOf(request, reply),
  }
}

function completionId(request: ChatRequest): string {
  return `chatcmpl-${createHash('sha256').update(JSON.stringify(request.messages)).digest('hex').slice(0, 24)}`
}

/** About four characters a token, as English has. The system prompt counts as cached from the second turn on. */
function usageOf(request: ChatRequest, reply: FinishedReply): object {
  const tokens = (text: string) => Math.ceil(text.length / 4)
  const input = tokens(JSON.stringify(request.messages) + JSON.stringify(request.tools ?? []))
  const output = tokens(reply.text + reply.toolCalls.map((call) => call.name + call.argumentsText).join(''))
  const first = request.messages[0]
  const isLaterTurn = request.messages.some((message) => message.role === 'assistant')
  const prefix = isLaterTurn && first?.role === 'system' ? tokens(first.content) : 0
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: prefix >= 1024 ? Math.floor(prefix / 128) * 128 : 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  }
}

function splitIntoWords(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? []
}
