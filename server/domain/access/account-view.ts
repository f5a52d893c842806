import { z } from 'zod'
import { businessType, tenantSummaryView } from '../tenants/tenant-view'
import { newPassword } from './password-policy'

export const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address'))

const personName = z.string().trim().min(1, 'Enter your name').max(80)

/** A business for somebody who has an account. */
export const createBusinessInput = z.object({
  businessName: z.string().trim().min(1, 'Enter the name of your business').max(80),
  businessType,
  /** IANA; the browser's zone, else Asia/Kolkata. */
  timezone: z.string().max(60).optional(),
})
export type CreateBusinessInput = z.infer<typeof createBusinessInput>

export const signUpInput = createBusinessInput.extend({ email: emailAddress, password: newPassword, name: personName })
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

export const updateProfileInput = z.object({ name: personName })
export type UpdateProfileInput = z.infer<typeof updateProfileInput>

export const changeEmailInput = z.object({ email: emailAddress, currentPassword: z.string().max(200) })
export type ChangeEmailInput = z.infer<typeof changeEmailInput>
