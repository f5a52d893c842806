import { z } from 'zod'
import { accountView, changePasswordInput, signUpInput } from '../../domain/access/account-view'
import { publicProcedure, router, signedInProcedure } from '../../trpc/trpc'

export const accountRouter = router({
  /** A person, their business from a template, and its first published agent. Signing in is the next step. */
  signUp: publicProcedure
    .input(signUpInput)
    .output(z.object({ tenantSlug: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.account.signUp(input, ctx.address)),

  me: signedInProcedure.output(accountView).query(({ ctx }) => ctx.services.account.me(ctx.person.userId)),

  /** Ends every session, this one included. */
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.account.changePassword(ctx.person.userId, input)),

  signOutEverywhere: signedInProcedure.output(z.void()).mutation(({ ctx }) => ctx.services.account.signOutEverywhere(ctx.person.userId)),
})
