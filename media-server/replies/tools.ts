import { createHash } from 'node:crypto'
import type { ClaimedCall } from '../../server/domain/calls/call-record'
import { extractionTools, parseExtraction } from '../../server/domain/extraction/extraction-schemas'
import type { ToolCall, ToolDefinition } from '../../server/ports/language-model'
import { canTransfer } from './prompt'

const END_CALL: ToolDefinition = {
  name: 'end_call',
  description: 'End the telephone call after your last words. Only when the caller has nothing more to say.',
  parameters: { type: 'object', properties: {}, additionalProperties: false },
}
const TRANSFER_CALL: ToolDefinition = {
  name: 'transfer_call',
  description: 'Put the caller through to a person of the business. The call leaves you.',
  parameters: {
    type: 'object',
    properties: { reason: { type: 'string', description: 'Why, in a few words' } },
    additionalProperties: false,
  },
}

export type ToolOutcome = {
  ok: boolean
  result: Record<string, unknown>
  /** The call ends this way once the reply has been said. */
  closes: 'agent_hung_up' | 'transferred' | null
  extraction: { key: string; type: string; data: Record<string, unknown> } | null
}

/** What this call's agent may use: the extractions of the agent, ending the call, and a person where there is one. */
export function toolsOf(call: ClaimedCall): ToolDefinition[] {
  const extractions = call.agent.enableExtraction ? extractionTools(call.agent.extractionSchemas) : []
  return [...extractions, END_CALL, ...(canTransfer(call) ? [TRANSFER_CALL] : [])]
}

/** Decides what a tool call comes to. Never throws: a mistake is told to the model, which can ask again. */
export function runTool(tools: ToolDefinition[], call: ToolCall): ToolOutcome {
  if (!tools.some((tool) => tool.name === call.name)) return refused(`There is no tool called ${call.name}`)
  if (call.name === END_CALL.name) return { ok: true, result: { ok: true }, closes: 'agent_hung_up', extraction: null }
  if (call.name === TRANSFER_CALL.name) return { ok: true, result: { ok: true }, closes: 'transferred', extraction: null }
  const parsed = parseExtraction(call.name, call.argumentsText)
  if (!parsed.ok) return refused(parsed.problem)
  const id = dataId(parsed.type, parsed.data)
  return {
    ok: true,
    result: { ok: true, id, noted: parsed.data },
    closes: null,
    extraction: { key: `extraction:${id}`, type: parsed.type, data: parsed.data },
  }
}

function refused(problem: string): ToolOutcome {
  return { ok: false, result: { ok: false, problem }, closes: null, extraction: null }
}

/** The same data noted twice is one extraction: a restarted reply repeats its tool calls. Parsed data has its schema's key order. */
function dataId(type: string, data: Record<string, unknown>): string {
  return `${type}_${createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 12)}`
}
