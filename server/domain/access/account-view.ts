import { z } from 'zod'
import { businessType, tenantSummaryView } from '../tenants/tenant-view'
import { newPassword } from './password-policy'

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address'))

export const signUpInput = z.object({
  email: emailAddress,
  password: newPassword,
  name: z.string().trim().min(1, 'Enter your name').max(80),
  businessName: z.string().trim().min(1, 'Enter the name of your business').max(80),
  businessType,
  /** IANA; the browser's zone, else Asia/Kolkata. */
  timezone: z.string().max(60).optional(),
})
export type SignUpInput = z.infer<typeof signUpInput>

export const accountView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  hasPassword: z.boolean(),
  tenants: z.array(tenantSummaryView),
})
export type AccountView = z.infer<typeof accountView>

export const changePasswordInput = z.object({ currentPassword: z.string().max(200), newPassword })
export type ChangePasswordInput = z.infer<typeof changePasswordInput>
