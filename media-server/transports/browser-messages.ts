import { z } from 'zod'
import { LIMITS } from '../limits'

/** Server → page. The meaning of each is in README.md, "Browser protocol". */
export type BrowserMessage =
  | {
      type: 'ready'
      call_id: string
      sample_rate: number
      agent: { name: string; voice: string; language: string }
      providers: { stt: string; llm: string; tts: string }
    }
  | { type: 'state'; state: 'greeting' | 'listening' | 'hearing' | 'thinking' | 'speaking' | 'ended' }
  | { type: 'caption'; role: 'caller'; id: string; text: string; final: boolean; at_ms: number }
  | { type: 'caption'; role: 'agent'; id: string; text: string; heard: string; final: boolean; interrupted: boolean; at_ms: number }
  | { type: 'levels'; caller: number; agent: number }
  | ({ type: 'latency'; turn: number } & Record<string, number | string>)
  | { type: 'tool'; phase: 'call'; id: string; name: string; arguments: unknown }
  | { type: 'tool'; phase: 'result'; id: string; name: string; ok: boolean; result: unknown }
  | { type: 'dtmf'; digit: string }
  | { type: 'notice'; code: string; message: string }
  | { type: 'mark'; name: string }
  | { type: 'clear' }
  | { type: 'ended'; reason: string; call_id: string }

/** Page → server. */
export const pageMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(LIMITS.typedChars) }),
  z.object({ type: z.literal('mark'), name: z.string().max(100) }),
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[0-9*#]$/) }),
  z.object({ type: z.literal('hangup') }),
])
export type PageMessage = z.infer<typeof pageMessage>
