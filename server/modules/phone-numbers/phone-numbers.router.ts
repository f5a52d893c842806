import { z } from 'zod'
import {
  addPhoneNumberInput,
  phoneNumberSetupView,
  phoneNumberView,
  updatePhoneNumberInput,
} from '../../domain/phone-numbers/phone-number-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const phoneNumberInput = z.object({ phoneNumberId: z.uuid() })

export const phoneNumbersRouter = router({
  list: tenantProcedure('agents.read')
    .output(z.array(phoneNumberView))
    .query(({ ctx }) => ctx.services.phoneNumbers.list(ctx.scope)),

  add: tenantProcedure('numbers.write')
    .input(addPhoneNumberInput)
    .output(phoneNumberView)
    .mutation(({ ctx, input }) => ctx.services.phoneNumbers.add(ctx.scope, input)),

  update: tenantProcedure('numbers.write')
    .input(updatePhoneNumberInput)
    .output(phoneNumberView)
    .mutation(({ ctx, input }) => ctx.services.phoneNumbers.update(ctx.scope, input)),

  remove: tenantProcedure('numbers.write')
    .input(phoneNumberInput)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.phoneNumbers.remove(ctx.scope, input.phoneNumberId)),

  /** Steps for Exotel, and its URLs without the tenant's secret. */
  setup: tenantProcedure('numbers.write')
    .input(phoneNumberInput)
    .output(phoneNumberSetupView)
    .query(({ ctx, input }) => ctx.services.phoneNumbers.setup(ctx.scope, input.phoneNumberId)),

  /** The URLs to paste into Exotel, secret included. */
  reveal: tenantProcedure('numbers.write')
    .input(phoneNumberInput)
    .output(phoneNumberSetupView)
    .mutation(({ ctx, input }) => ctx.services.phoneNumbers.reveal(ctx.scope, input.phoneNumberId)),

  /** New secret for all of the tenant's Exotel URLs; the old one stops working at once. */
  rotateSecret: tenantProcedure('integrations.write')
    .output(z.void())
    .mutation(({ ctx }) => ctx.services.phoneNumbers.rotateSecret(ctx.scope)),
})
