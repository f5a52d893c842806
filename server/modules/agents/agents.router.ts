import { z } from 'zod'
import {
  agentChange,
  agentSummaryView,
  agentView,
  createAgentInput,
  saveDraftInput,
  voicePreviewInput,
  voicePreviewView,
  voiceView,
} from '../../domain/agents/agent-view'
import { router, tenantProcedure } from '../../trpc/trpc'

const agentInput = z.object({ agentId: z.uuid() })

export const agentsRouter = router({
  list: tenantProcedure('agents.read')
    .output(z.array(agentSummaryView))
    .query(({ ctx }) => ctx.services.agents.list(ctx.scope)),

  /** What is published, the draft if there is one, the history and what publishing would change. */
  get: tenantProcedure('agents.read')
    .input(agentInput)
    .output(agentView)
    .query(({ ctx, input }) => ctx.services.agents.get(ctx.scope, input.agentId)),

  /** A draft from the template of the tenant's business type. */
  create: tenantProcedure('agents.write')
    .input(createAgentInput)
    .output(agentView)
    .mutation(({ ctx, input }) => ctx.services.agents.create(ctx.scope, input)),

  saveDraft: tenantProcedure('agents.write')
    .input(saveDraftInput)
    .output(agentView)
    .mutation(({ ctx, input }) => ctx.services.agents.saveDraft(ctx.scope, input)),

  discardDraft: tenantProcedure('agents.write')
    .input(agentInput)
    .output(agentView)
    .mutation(({ ctx, input }) => ctx.services.agents.discardDraft(ctx.scope, input.agentId)),

  publish: tenantProcedure('agents.write')
    .input(agentInput.extend({ revision: z.string().nullish(), note: z.string().trim().max(300).nullish() }))
    .output(agentView)
    .mutation(({ ctx, input }) => ctx.services.agents.publish(ctx.scope, input)),

  /** Publishes a new version equal to an old one. */
  rollBack: tenantProcedure('agents.write')
    .input(agentInput.extend({ versionNumber: z.number().int().min(1) }))
    .output(agentView)
    .mutation(({ ctx, input }) => ctx.services.agents.rollBack(ctx.scope, input)),

  /** Between two versions; absent ends are what is published and the draft. */
  diff: tenantProcedure('agents.read')
    .input(agentInput.extend({ fromVersion: z.number().int().min(1).optional(), toVersion: z.number().int().min(1).optional() }))
    .output(z.array(agentChange))
    .query(({ ctx, input }) => ctx.services.agents.diff(ctx.scope, input)),

  voices: tenantProcedure('agents.read')
    .output(z.array(voiceView))
    .query(({ ctx }) => ctx.services.agents.voices(ctx.scope)),

  voicePreview: tenantProcedure('agents.write')
    .input(voicePreviewInput)
    .output(voicePreviewView)
    .mutation(({ ctx, input }) => ctx.services.agents.voicePreview(ctx.scope, input)),
})
