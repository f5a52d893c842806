import type { ToolCall } from '../../ports/language-model'

type Part = { index?: number; id?: string | null; function?: { name?: string | null; arguments?: string | null } | null }

/**
 * Puts streamed tool calls together. Fragments belong together by `index`; id and name come with the first one only.
 * Servers that leave the index out send each call whole, so a new id begins a new call.
 */
export function createToolCallCollector(): { add(part: Part): void; finish(): ToolCall[] } {
  const calls = new Map<number, ToolCall>()
  let last = -1
  return {
    add(part) {
      const index = part.index ?? (part.id && part.id !== calls.get(last)?.id ? last + 1 : Math.max(0, last))
      last = index
      const call = calls.get(index) ?? { id: '', name: '', argumentsText: '' }
      call.id ||= part.id ?? ''
      call.name ||= part.function?.name ?? ''
      call.argumentsText += part.function?.arguments ?? ''
      calls.set(index, call)
    },
    finish() {
      return [...calls.entries()]
        .sort(([one], [other]) => one - other)
        .map(([index, call]) => ({ ...call, id: call.id || `call_${index}`, argumentsText: call.argumentsText || '{}' }))
        .filter((call) => call.name !== '')
    },
  }
}
