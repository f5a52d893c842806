import { z } from 'zod'
import { idempotencyKey, placeOutboundInput, rescheduleOutboundInput } from '../../domain/outbound/outbound-input'
import {
  listOutboundInput,
  outboundCallView,
  outboundPage,
  outboundSettingsView,
  placedOutboundView,
  saveOutboundSettingsInput,
} from '../../domain/outbound/outbound-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const callInput = z.object({ callId: z.uuid() })

export const outboundRouter = router({
  list: tenantProcedure('calls.read')
    .input(listOutboundInput)
    .output(outboundPage)
    .query(({ ctx, input }) => ctx.services.outbound.list(ctx.scope, input)),

  get: tenantProcedure('calls.read')
    .input(callInput)
    .output(outboundCallView)
    .query(({ ctx, input }) => ctx.services.outbound.get(ctx.scope, input.callId)),

  /** Promotional calls need more than this: the service asks. */
  place: tenantProcedure('calls.place_service')
    .input(placeOutboundInput.safeExtend({ idempotencyKey: idempotencyKey.optional() }))
    .output(placedOutboundView)
    .mutation(({ ctx, input: { idempotencyKey: key, ...input } }) => ctx.services.outbound.placeOutbound(ctx.scope, input, key)),

  cancel: tenantProcedure('calls.place_service')
    .input(callInput)
    .output(outboundCallView)
    .mutation(({ ctx, input }) => ctx.services.outbound.cancel(ctx.scope, input.callId)),

  reschedule: tenantProcedure('calls.place_service')
    .input(rescheduleOutboundInput)
    .output(outboundCallView)
    .mutation(({ ctx, input }) => ctx.services.outbound.reschedule(ctx.scope, input)),

  settings: tenantProcedure('contacts.read')
    .output(outboundSettingsView)
    .query(({ ctx }) => ctx.services.outbound.settings(ctx.scope)),

  /** The key is written, never read. */
  saveSettings: tenantProcedure('integrations.write')
    .input(saveOutboundSettingsInput)
    .output(outboundSettingsView)
    .mutation(({ ctx, input }) => ctx.services.outbound.saveSettings(ctx.scope, input)),
})
