import type { CallView } from '@/server/domain/calls/call-view'
import type { Turn } from '@/server/domain/transcript/turn'

export type CallEvent = CallView['events'][number]
export type ToolUse = { id: string; name: string; argumentsShown: unknown; result: unknown; isOk: boolean | null; atMs: number }
export type ConversationItem = { kind: 'turn'; atMs: number; turn: Turn } | { kind: 'tool'; atMs: number; tool: ToolUse }

/** Turns and the tools used between them, in the order they happened. A call and its result are one item. */
export function conversationOf(call: Pick<CallView, 'turns' | 'events'>): ConversationItem[] {
  const tools = toolsOf(call.events)
  const items: ConversationItem[] = [
    ...call.turns.map((turn) => ({ kind: 'turn' as const, atMs: turn.startedMs, turn })),
    ...tools.map((tool) => ({ kind: 'tool' as const, atMs: tool.atMs, tool })),
  ]
  return items.sort((one, other) => one.atMs - other.atMs || (one.kind === other.kind ? 0 : one.kind === 'tool' ? -1 : 1))
}

function toolsOf(events: CallEvent[]): ToolUse[] {
  const tools = new Map<string, ToolUse>()
  for (const event of events) {
    if (event.type !== 'tool_call' && event.type !== 'tool_result') continue
    const id = textOf(event.data.id) || textOf(event.data.tool_call_id) || event.id
    if (event.type === 'tool_call') {
      tools.set(id, {
        id,
        name: textOf(event.data.name),
        argumentsShown: event.data.arguments ?? null,
        result: null,
        isOk: null,
        atMs: event.atMs ?? 0,
      })
      continue
    }
    const known = tools.get(id) ?? {
      id,
      name: textOf(event.data.name),
      argumentsShown: null,
      result: null,
      isOk: null,
      atMs: event.atMs ?? 0,
    }
    tools.set(id, {
      ...known,
      result: event.data.result ?? event.data.problem ?? null,
      isOk: event.data.ok === undefined ? null : event.data.ok === true,
    })
  }
  return [...tools.values()]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The turn heard at a position: the last one that has begun. Null before the first. */
export function turnAt(turns: Turn[], positionMs: number): number | null {
  let found: number | null = null
  for (const turn of turns) {
    if (turn.startedMs <= positionMs) found = turn.index
  }
  return found
}
