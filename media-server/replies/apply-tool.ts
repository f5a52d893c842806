import type { ToolCall, ToolDefinition } from '../../server/ports/language-model'
import type { CallFacts } from '../call/call-facts'
import type { CallScreen } from '../call/call-screen'
import { runTool, type ToolOutcome } from './tools'

/** Runs one tool of a call, and tells the call page and the screen of it. */
export function applyTool(
  tools: ToolDefinition[],
  call: ToolCall,
  { facts, screen, atMs }: { facts: CallFacts; screen: CallScreen; atMs: number },
): ToolOutcome {
  const { id, name } = call
  const outcome = runTool(tools, call)
  const data = parseQuietly(call.argumentsText)
  facts.event('tool_call', atMs, { id, name, arguments: data })
  facts.event('tool_result', atMs, { id, name, ok: outcome.ok, result: outcome.result })
  screen.show({ type: 'tool', phase: 'call', id, name, arguments: data })
  screen.show({ type: 'tool', phase: 'result', id, name, ok: outcome.ok, result: outcome.result })
  if (outcome.extraction) facts.extraction(outcome.extraction)
  return outcome
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { raw: text }
  }
}
