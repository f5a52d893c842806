import { z } from 'zod'

/** The body of every error. `code` is stable and in snake_case; `message` is for people. */
export const errorResource = z
  .object({ error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() }) })
  .meta({ id: 'Error' })
