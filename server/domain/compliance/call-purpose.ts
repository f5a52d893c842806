import { z } from 'zod'

/** Why somebody is called: about what they booked or asked for, or to sell. */
export const callPurpose = z.enum(['SERVICE', 'PROMOTIONAL'])
export type CallPurpose = z.infer<typeof callPurpose>
