import { z } from 'zod'
import {
  callExtractionView,
  callPage,
  callSummaryView,
  callView,
  correctExtractionInput,
  listCallsInput,
  startTestCallInput,
  testCallView,
} from '../../domain/calls/call-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const callsRouter = router({
  list: tenantProcedure('calls.read')
    .input(listCallsInput)
    .output(callPage)
    .query(({ ctx, input }) => ctx.services.calls.list(ctx.scope, input)),

  get: tenantProcedure('calls.read')
    .input(z.object({ callId: z.uuid() }))
    .output(callView)
    .query(({ ctx, input }) => ctx.services.calls.get(ctx.scope, input.callId)),

  /** Calls under way now, newest first. */
  live: tenantProcedure('calls.read')
    .output(z.array(callSummaryView))
    .query(({ ctx }) => ctx.services.calls.live(ctx.scope)),

  startTest: tenantProcedure('calls.test')
    .input(startTestCallInput)
    .output(testCallView)
    .mutation(({ ctx, input }) => ctx.services.calls.startTest(ctx.scope, input)),

  /** Puts right what was taken down; what the machine had is kept. */
  correctExtraction: tenantProcedure('extractions.write')
    .input(correctExtractionInput)
    .output(callExtractionView)
    .mutation(({ ctx, input }) => ctx.services.calls.correctExtraction(ctx.scope, input)),
})
