import { z } from 'zod'
import {
  bookingContextInput,
  bookingContextView,
  customerContextView,
  customerHistoryInput,
  customerHistoryView,
  searchInput,
  searchPage,
} from '../../domain/conversations/conversation-view'
import { correctKnownInput, knownItemInput, knownView } from '../../domain/conversations/known-items'
import { router, tenantProcedure } from '../../trpc/trpc'

export const conversationsRouter = router({
  /** The calls with a contact, newest first. */
  customer: tenantProcedure('calls.read')
    .input(customerHistoryInput)
    .output(customerHistoryView)
    .query(({ ctx, input }) => ctx.services.conversations.customer(ctx.scope, input)),

  /** The calls about a booking: before, during and after it. */
  booking: tenantProcedure('calls.read')
    .input(bookingContextInput)
    .output(bookingContextView)
    .query(({ ctx, input }) => ctx.services.conversations.booking(ctx.scope, input)),

  /** Calls by what was said in them. */
  search: tenantProcedure('calls.read')
    .input(searchInput)
    .output(searchPage)
    .query(({ ctx, input }) => ctx.services.conversations.search(ctx.scope, input)),

  /** What an agent is told of a contact before it speaks. */
  context: tenantProcedure('calls.read')
    .input(z.object({ customerId: z.uuid() }))
    .output(customerContextView)
    .query(({ ctx, input }) => ctx.services.conversations.context(ctx.scope, input.customerId)),

  /** The same in single things, each with where it is from. */
  known: tenantProcedure('calls.read')
    .input(z.object({ customerId: z.uuid() }))
    .output(knownView)
    .query(({ ctx, input }) => ctx.services.conversations.known(ctx.scope, input.customerId)),

  /** Puts one of them right, adds one, or takes one out. */
  correctKnown: tenantProcedure('contacts.write')
    .input(correctKnownInput)
    .output(knownView)
    .mutation(({ ctx, input }) => ctx.services.conversations.correctKnown(ctx.scope, input)),

  /** Takes a correction back. */
  restoreKnown: tenantProcedure('contacts.write')
    .input(knownItemInput)
    .output(knownView)
    .mutation(({ ctx, input }) => ctx.services.conversations.restoreKnown(ctx.scope, input)),
})
