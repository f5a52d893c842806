import { z } from 'zod'
import { addedTeamMemberView, addTeamMemberInput, changeOwnerInput, changeRoleInput, teamMemberView } from '../../domain/access/team-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const teamRouter = router({
  list: tenantProcedure('team.write')
    .output(z.array(teamMemberView))
    .query(({ ctx }) => ctx.services.team.list(ctx.scope)),

  add: tenantProcedure('team.write')
    .input(addTeamMemberInput)
    .output(addedTeamMemberView)
    .mutation(({ ctx, input }) => ctx.services.team.add(ctx.scope, input)),

  changeRole: tenantProcedure('team.write')
    .input(changeRoleInput)
    .output(teamMemberView)
    .mutation(({ ctx, input }) => ctx.services.team.changeRole(ctx.scope, input)),

  /** Hands the business to a member; whoever does it is an admin from then on. */
  changeOwner: tenantProcedure('tenant.change_owner')
    .input(changeOwnerInput)
    .output(teamMemberView)
    .mutation(({ ctx, input }) => ctx.services.team.changeOwner(ctx.scope, input)),

  remove: tenantProcedure('team.write')
    .input(z.object({ userId: z.uuid() }))
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.team.remove(ctx.scope, input.userId)),
})
