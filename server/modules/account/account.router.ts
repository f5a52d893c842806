import { z } from 'zod'
import { accountView, changeEmailInput, changePasswordInput, signUpInput, updateProfileInput } from '../../domain/access/account-view'
import { publicProcedure, router, signedInProcedure } from '../../trpc/trpc'

export const accountRouter = router({
  /** A person, their business from a template, and its first published agent. Signing in is the next step. */
  signUp: publicProcedure
    .input(signUpInput)
    .output(z.object({ tenantSlug: z.string() }))
    .mutation(({ ctx, input }) => ctx.services.account.signUp(input, ctx.address)),

  me: signedInProcedure.output(accountView).query(({ ctx }) => ctx.services.account.me(ctx.person.userId)),

  updateProfile: signedInProcedure
    .input(updateProfileInput)
    .output(accountView)
    .mutation(({ ctx, input }) => ctx.services.account.updateProfile(ctx.person.userId, input)),

  /** The address one signs in with from now on. */
  changeEmail: signedInProcedure
    .input(changeEmailInput)
    .output(accountView)
    .mutation(({ ctx, input }) => ctx.services.account.changeEmail(ctx.person.userId, input)),

  /** Ends every session, this one included. */
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.account.changePassword(ctx.person.userId, input)),

  signOutEverywhere: signedInProcedure.output(z.void()).mutation(({ ctx }) => ctx.services.account.signOutEverywhere(ctx.person.userId)),
})
