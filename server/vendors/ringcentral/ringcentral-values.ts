import { z } from 'zod'

/** Ids come as text or as numbers. */
export const id = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => {
    const text = value === null || value === undefined ? '' : String(value).trim()
    return text === '' || text.length > 300 ? null : text
  })

/** ISO 8601, sent with offsets and with more or fewer digits of a second. */
export const time = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => {
    const ms = Date.parse(value ?? '')
    return Number.isNaN(ms) ? null : new Date(ms).toISOString()
  })

export const amount = z
  .number()
  .min(0)
  .finite()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)

export const direction = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (['INBOUND', 'OUTBOUND'] as const).find((one) => one === value?.toUpperCase()) ?? null)
