import { z } from 'zod'

/** What a call was for. Providers have words of their own; these are ours. */
export const INTENTS = [
  'booking',
  'modification',
  'cancellation',
  'confirmation',
  'order',
  'enquiry',
  'complaint',
  'feedback',
  'call back',
  'running late',
  'opt out',
  'wrong number',
  'sales call',
  'other',
] as const
export const intent = z.enum(INTENTS)
export type Intent = z.infer<typeof intent>
