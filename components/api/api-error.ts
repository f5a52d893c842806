import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'

const errorData = z.object({
  httpStatus: z.number(),
  domainCode: z.string().optional(),
  fieldErrors: z.record(z.string(), z.string()).nullish(),
  details: z
    .object({ field: z.string().optional(), fields: z.record(z.string(), z.string()).optional() })
    .nullish()
    .catch(null),
})

function dataOf(error: unknown): z.infer<typeof errorData> | null {
  if (!(error instanceof TRPCClientError)) return null
  return errorData.safeParse(error.data).data ?? null
}

/** HTTP status of a refused request; null when the server was not reached. */
export function statusOf(error: unknown): number | null {
  return dataOf(error)?.httpStatus ?? null
}

/** The stable code of a refusal, e.g. `draft_changed`. */
export function codeOf(error: unknown): string | null {
  return dataOf(error)?.domainCode ?? null
}

/** Input field, dotted → what is wrong with it. Empty when the refusal is about something else. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  const data = dataOf(error)
  if (data?.fieldErrors) return data.fieldErrors
  if (data?.details?.fields) return Object.fromEntries(Object.entries(data.details.fields).map(([name, text]) => [toOurName(name), text]))
  return data?.details?.field && error instanceof Error ? { [toOurName(data.details.field)]: error.message } : {}
}

/** Refusals shared with the API name fields as the API does: `company_name`. */
export function toOurName(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** Asking again would be refused again. */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error)
  return status !== null && status >= 400 && status < 500 && status !== 408
}

/** What went wrong, in words for the person at the screen. */
export function explainError(error: unknown): string {
  const status = statusOf(error)
  if (status === null) return 'The server could not be reached. Check the connection and try again.'
  if (status >= 500) return 'Something went wrong on our side. Nothing was changed; try again in a moment.'
  if (status === 429) return 'Too many tries. Wait a moment, then try again.'
  if (status === 403) return 'Your role does not allow this. Ask an admin of the business.'
  return error instanceof Error && error.message ? error.message : 'That was refused.'
}
