import { z } from 'zod'

const instant = z.iso.datetime()

/** How a business is connected with RingCentral, as its settings show it. */
export const ringCentralView = z.object({
  /** own: an account of the business; shared: the installation's; none: there is neither. */
  mode: z.enum(['own', 'shared', 'none']),
  isSimulated: z.boolean(),
  /** Where events go: what to paste where a subscription is made by hand. */
  webhookUrl: z.string(),
  /** What those events must carry; null: the installation's, which is not shown. */
  verificationToken: z.string().nullable(),
  clientId: z.string().nullable(),
  accountId: z.string().nullable(),
  subscription: z.object({ status: z.enum(['active', 'suspended', 'blacklisted']), expiresAt: instant.nullable() }).nullable(),
  checkedAt: instant.nullable(),
  /** Why the last check failed: `unauthorized`, `forbidden`, `rate_limited`, `unreachable`, `address_refused`. */
  problem: z.string().nullable(),
  lastEventAt: instant.nullable(),
})
export type RingCentralView = z.infer<typeof ringCentralView>

/** Credentials of an app made in RingCentral's developer console. They are written, never read. */
export const connectRingCentralInput = z.object({
  clientId: z.string().trim().min(1, 'Needed').max(200),
  clientSecret: z.string().trim().min(1, 'Needed').max(500),
  jwt: z.string().trim().min(1, 'Needed').max(4000),
})
export type ConnectRingCentralInput = z.infer<typeof connectRingCentralInput>
