import { z } from 'zod'

/** The body of create-phone-call. The real API ignores what it does not know: `agent_id` and `webhook_url` do nothing. */
export const createPhoneCall = z.object({
  from_number: z.string(),
  to_number: z.string(),
  override_agent_id: z.string().min(1).optional(),
  override_agent_version: z.union([z.string(), z.number()]).optional(),
  metadata: z.unknown().optional(),
  retell_llm_dynamic_variables: z.record(z.string(), z.string()).optional(),
  custom_sip_headers: z.record(z.string(), z.string()).optional(),
  ignore_e164_validation: z.boolean().optional(),
})
export type CreatePhoneCall = z.output<typeof createPhoneCall>

const filter = z.object({ type: z.string(), op: z.string(), key: z.string().optional(), value: z.unknown().optional() })
export type Filter = z.output<typeof filter>

export const listCalls = z.object({
  filter_criteria: z.record(z.string(), z.union([filter, z.array(filter)])).default({}),
  sort_order: z.enum(['ascending', 'descending']).default('descending'),
  limit: z.number().int().min(1).max(1000).default(50),
  skip: z.number().int().min(0).optional(),
  pagination_key: z.string().optional(),
  include_total: z.boolean().optional(),
})
export type ListCalls = z.output<typeof listCalls>

/** A call as the API shows it, in the vendor's names. */
export type RetellCall = {
  call_id: string
  call_type: 'phone_call'
  agent_id: string
  agent_version: number
  agent_name: string
  call_status: 'registered' | 'not_connected' | 'ongoing' | 'ended' | 'error'
  direction: 'outbound'
  from_number: string
  to_number: string
  metadata?: unknown
  retell_llm_dynamic_variables?: Record<string, string>
  custom_sip_headers?: Record<string, string>
  opt_in_signed_url: boolean
  start_timestamp?: number
  end_timestamp?: number
  duration_ms?: number
  disconnection_reason?: string
  transcript?: string
  transcript_object?: Utterance[]
  transcript_with_tool_calls?: Utterance[]
  recording_url?: string
  recording_multi_channel_url?: string
  public_log_url?: string
  telephony_identifier?: { twilio_call_sid: string }
  call_cost?: {
    combined_cost: number
    total_duration_seconds: number
    total_duration_unit_price: number
    product_costs: { product: string; unit_price: number; cost: number }[]
  }
  call_analysis?: {
    call_summary: string
    user_sentiment: string
    call_successful: boolean
    in_voicemail: boolean
    custom_analysis_data: Record<string, unknown>
  }
}

export type Utterance = { role: 'agent' | 'user'; content: string; words: { word: string; start: number; end: number }[] }

/** Whether a call passes a filter of list-calls. Null: the filter is not one the API knows. */
export function passes(call: RetellCall, field: string, { op, key, value }: Filter): boolean | null {
  const held = fieldOf(call, field, key)
  switch (op) {
    case 'eq':
      return held === value
    case 'ne':
      return held !== value
    case 'sw':
      return String(held ?? '').startsWith(String(value))
    case 'ew':
      return String(held ?? '').endsWith(String(value))
    case 'co':
      return String(held ?? '').includes(String(value))
    case 'in':
      return Array.isArray(value) && value.includes(held)
    case 'bt':
      return Array.isArray(value) && Number(held) >= Number(value[0]) && Number(held) <= Number(value[1])
    case 'gt':
      return Number(held) > Number(value)
    case 'ge':
      return Number(held) >= Number(value)
    case 'lt':
      return Number(held) < Number(value)
    case 'le':
      return Number(held) <= Number(value)
    case 'pr':
      return held !== undefined
    case 'np':
      return held === undefined
    default:
      return null
  }
}

const GROUPS: Record<string, (call: RetellCall) => unknown> = {
  metadata: (call) => call.metadata,
  dynamic_variables: (call) => call.retell_llm_dynamic_variables,
  custom_analysis_data: (call) => call.call_analysis?.custom_analysis_data,
}

function fieldOf(call: RetellCall, field: string, key: string | undefined): unknown {
  const group = GROUPS[field]
  const holder: unknown = group ? group(call) : call
  if (typeof holder !== 'object' || holder === null) return undefined
  return (holder as Record<string, unknown>)[group ? (key ?? '') : field]
}
