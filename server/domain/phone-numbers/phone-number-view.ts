import { z } from 'zod'

export const phoneNumberView = z.object({
  id: z.uuid(),
  /** E.164 */
  number: z.string(),
  provider: z.enum(['EXOTEL', 'TWILIO', 'RETELL', 'RINGCENTRAL', 'BROWSER', 'OTHER']),
  label: z.string().nullable(),
  isActive: z.boolean(),
  /** Null: the default agent answers. */
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastCallAt: z.iso.datetime().nullable(),
})
export type PhoneNumberView = z.infer<typeof phoneNumberView>

export const addPhoneNumberInput = z.object({
  /** As people write it; read in the tenant's region when it has no country code. */
  number: z.string().trim().min(1, 'Enter the number').max(30),
  label: z.string().trim().max(60).nullish(),
  agentId: z.uuid().nullish(),
})
export type AddPhoneNumberInput = z.infer<typeof addPhoneNumberInput>

export const updatePhoneNumberInput = z.object({
  phoneNumberId: z.uuid(),
  label: z.string().trim().max(60).nullish(),
  agentId: z.uuid().nullish(),
  isActive: z.boolean().optional(),
})
export type UpdatePhoneNumberInput = z.infer<typeof updatePhoneNumberInput>

export const setupStep = z.object({ title: z.string(), body: z.string(), /** To paste into Exotel. */ url: z.string().nullable() })

/** How a number is connected in Exotel. Once revealed the URLs hold the tenant's secret: for admins only. */
export const phoneNumberSetupView = z.object({
  number: z.string(),
  incomingUrl: z.string(),
  statusUrl: z.string(),
  passthruUrl: z.string(),
  /** Whether the URLs hold the secret, and can be pasted. */
  isRevealed: z.boolean(),
  steps: z.array(setupStep),
  lastCallAt: z.iso.datetime().nullable(),
  /** False: Exotel cannot reach the address this runs under (loopback or plain http). */
  isReachableFromExotel: z.boolean(),
})
export type PhoneNumberSetupView = z.infer<typeof phoneNumberSetupView>
