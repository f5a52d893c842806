import { z } from 'zod'
import { role } from '../tenants/tenant-view'
import { emailAddress } from './account-view'

export const teamMemberView = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  role,
  joinedAt: z.iso.datetime(),
  isYou: z.boolean(),
})
export type TeamMemberView = z.infer<typeof teamMemberView>

export const addTeamMemberInput = z.object({
  email: emailAddress,
  name: z.string().trim().max(80).optional(),
  role: z.enum(['ADMIN', 'MEMBER']),
})
export type AddTeamMemberInput = z.infer<typeof addTeamMemberInput>

/** `temporaryPassword` leaves the server this once, and only for somebody who had no account. */
export const addedTeamMemberView = z.object({ member: teamMemberView, temporaryPassword: z.string().nullable() })
export type AddedTeamMemberView = z.infer<typeof addedTeamMemberView>

export const changeRoleInput = z.object({ userId: z.uuid(), role })
export type ChangeRoleInput = z.infer<typeof changeRoleInput>

/** Who the business is handed to. */
export const changeOwnerInput = z.object({ userId: z.uuid() })
export type ChangeOwnerInput = z.infer<typeof changeOwnerInput>
