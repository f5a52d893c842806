import { z } from 'zod'
import { apiKeyView, createApiKeyInput, createdApiKeyView } from '../../domain/access/api-key-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const apiKeysRouter = router({
  list: tenantProcedure('api_keys.write')
    .output(z.array(apiKeyView))
    .query(({ ctx }) => ctx.services.apiKeys.list(ctx.scope)),

  /** The only answer that ever holds the key itself. */
  create: tenantProcedure('api_keys.write')
    .input(createApiKeyInput)
    .output(createdApiKeyView)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.create(ctx.scope, input)),

  revoke: tenantProcedure('api_keys.write')
    .input(z.object({ apiKeyId: z.uuid() }))
    .output(apiKeyView)
    .mutation(({ ctx, input }) => ctx.services.apiKeys.revoke(ctx.scope, input.apiKeyId)),
})
