import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { AgentConfig } from '../../domain/agents/agent-config'
import { diffAgentConfigs } from '../../domain/agents/agent-diff'
import type {
  AgentChange,
  AgentSummaryView,
  AgentView,
  CreateAgentInput,
  SaveDraftInput,
  VoicePreviewInput,
  VoicePreviewView,
  VoiceView,
} from '../../domain/agents/agent-view'
import { mergeAgentConfig } from '../../domain/agents/merge-config'
import { VOICE_PROVIDER_LABELS, VOICES, type VoiceProvider } from '../../domain/agents/voices'
import { DomainError } from '../../domain/errors/domain-error'
import { EXTRACTION_SCHEMA_NAMES } from '../../domain/extraction/extraction-schemas'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { agentFromTemplate } from '../../domain/templates/agent-templates'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { EventBus } from '../../ports/event-bus'
import type { VoicePreview } from '../../ports/voice-preview'
import {
  type AgentRow,
  deleteDraft,
  findAgent,
  insertAgent,
  insertDraft,
  insertPublished,
  listAgents,
  listVersions,
  lockAgent,
  namesOfUsers,
  publishDraft,
  readBusiness,
  renameAgent,
  renumberDraft,
  updateDraft,
  type VersionRow,
} from './agents.repository'

export type AgentsDependencies = {
  db: Database
  clock: Clock
  eventBus: EventBus
  audit: AuditTrail
  voicePreview: VoicePreview
  /** Providers with a key here; `embedded` always speaks. */
  voiceProviders: ReadonlySet<VoiceProvider>
}

export type AgentsService = ReturnType<typeof createAgentsService>

const PREVIEW_LIMIT_MS = 20_000

/** An agent is edited as a draft, published as a version that never changes, and rolled back by publishing an old one again. */
export function createAgentsService(deps: AgentsDependencies) {
  const { db, clock, audit } = deps

  /** Everything about one agent, newest version first. @throws DomainError `not_found` */
  async function read(tx: TenantDb, agentId: string, find: typeof findAgent = findAgent): Promise<AgentState> {
    const agent = await find(tx, agentId)
    if (!agent) throw new DomainError('not_found', 'There is no such agent')
    const versions = await listVersions(tx, [agentId])
    return {
      agent,
      published: versions.find((version) => version.id === agent.publishedVersionId) ?? null,
      draft: versions.find((version) => version.isDraft) ?? null,
      versions,
    }
  }

  async function readView(tx: TenantDb, agentId: string): Promise<AgentView> {
    const state = await read(tx, agentId)
    const publishers = state.versions.flatMap((version) => version.createdById ?? [])
    return viewOf(state, await namesOfUsers(tx, publishers))
  }

  /** Changes one agent with nobody else at it, then records who did what. */
  async function change(
    scope: Scope,
    agentId: string,
    action: string,
    work: (tx: TenantDb, state: AgentState) => Promise<Record<string, unknown> | undefined>,
  ): Promise<AgentView> {
    const { view, details } = await db.tenantDb(scope, async (tx) => {
      const changed = await work(tx, await read(tx, agentId, lockAgent))
      return { view: await readView(tx, agentId), details: changed }
    })
    await audit.record(scope, { action, targetType: 'agent', targetId: agentId, outcome: 'allowed', details })
    return view
  }

  async function announce(scope: Scope, agentId: string): Promise<void> {
    await deps.eventBus.publish({ type: 'agent_published', tenantId: scope.tenantId, agentId })
  }

  return {
    async list(scope: Scope): Promise<AgentSummaryView[]> {
      return db.tenantDb(scope, async (tx) => {
        const agents = await listAgents(tx)
        const versions = await listVersions(
          tx,
          agents.map((agent) => agent.id),
        )
        return agents.map((agent) =>
          summaryOf(
            agent,
            versions.filter((version) => version.agentId === agent.id),
            agent.phoneNumbers,
          ),
        )
      })
    },

    get: (scope: Scope, agentId: string): Promise<AgentView> => db.tenantDb(scope, (tx) => readView(tx, agentId)),

    /** A draft from the template of the tenant's business type. */
    async create(scope: Scope, input: CreateAgentInput): Promise<AgentView> {
      const view = await db.tenantDb(scope, async (tx) => {
        const business = await readBusiness(tx, scope.tenantId)
        const { config } = agentFromTemplate({ businessType: business.businessType, businessName: business.name })
        const isDefault = (await listAgents(tx)).length === 0
        const agentId = await insertAgent(tx, { tenantId: scope.tenantId, name: input.name, isDefault })
        await insertDraft(tx, { tenantId: scope.tenantId, agentId, number: 1, createdById: personOf(scope), config })
        return readView(tx, agentId)
      })
      await audit.record(scope, { action: 'agents.create', targetType: 'agent', targetId: view.id, outcome: 'allowed' })
      return view
    },

    /**
     * @throws DomainError `draft_changed` when the draft is not the one the form was filled from any more; `invalid_phone`,
     * `unknown_extraction_schema` with the field in `details`
     */
    saveDraft(scope: Scope, input: SaveDraftInput): Promise<AgentView> {
      return change(scope, input.agentId, 'agents.save_draft', async (tx, { agent, draft, published, versions }) => {
        refuseOtherRevision(draft, input.revision)
        const base = draft ?? published
        if (!base) throw new DomainError('not_found', 'There is no such agent')
        const { region } = await readBusiness(tx, scope.tenantId)
        const config = checkConfig(mergeAgentConfig(base.config, input.config), region)
        const changed = diffAgentConfigs(base.config, config).map((one) => one.path)
        if (input.name !== undefined && input.name !== agent.name) await renameAgent(tx, scope.tenantId, agent.id, input.name)
        if (draft) await updateDraft(tx, scope.tenantId, draft.id, config, laterThan(draft.updatedAt, clock.now()))
        else if (changed.length > 0) {
          const number = Math.max(...versions.map((version) => version.number)) + 1
          await insertDraft(tx, { tenantId: scope.tenantId, agentId: agent.id, number, createdById: personOf(scope), config })
        }
        return { changed }
      })
    },

    discardDraft(scope: Scope, agentId: string): Promise<AgentView> {
      return change(scope, agentId, 'agents.discard_draft', async (tx, { draft, published }) => {
        if (!draft) return undefined
        if (!published) throw new DomainError('conflict', 'This agent was never published: there is nothing to go back to')
        await deleteDraft(tx, scope.tenantId, draft.id)
        return undefined
      })
    },

    /** @throws DomainError `nothing_to_publish`, `draft_changed` */
    async publish(scope: Scope, input: { agentId: string; revision?: string | null; note?: string | null }): Promise<AgentView> {
      const view = await change(scope, input.agentId, 'agents.publish', async (tx, { draft, published }) => {
        if (!draft) throw new DomainError('nothing_to_publish', 'There are no changes to publish')
        if (input.revision != null) refuseOtherRevision(draft, input.revision)
        const changed = diffAgentConfigs(published?.config ?? null, draft.config).map((one) => one.path)
        if (published && changed.length === 0) throw new DomainError('nothing_to_publish', 'There are no changes to publish')
        await publishDraft(tx, scope.tenantId, draft.id, {
          note: input.note || null,
          createdById: personOf(scope),
          publishedAt: clock.now(),
        })
        return { versionNumber: draft.number, changed }
      })
      await announce(scope, input.agentId)
      return view
    },

    /**
     * Publishes a new version equal to an old one; a draft is kept.
     * @throws DomainError `not_found`, `nothing_to_publish`
     */
    async rollBack(scope: Scope, input: { agentId: string; versionNumber: number }): Promise<AgentView> {
      const view = await change(scope, input.agentId, 'agents.roll_back', async (tx, { agent, versions, published, draft }) => {
        const target = versions.find((version) => !version.isDraft && version.number === input.versionNumber)
        if (!target) throw new DomainError('not_found', 'There is no such version')
        if (published && diffAgentConfigs(published.config, target.config).length === 0) {
          throw new DomainError('nothing_to_publish', `Version ${target.number} is what is published now`)
        }
        const number = draft?.number ?? Math.max(...versions.map((version) => version.number)) + 1
        // The draft comes after what is published, in numbers too.
        if (draft) await renumberDraft(tx, scope.tenantId, draft.id, number + 1)
        await insertPublished(
          tx,
          { tenantId: scope.tenantId, agentId: agent.id, number, createdById: personOf(scope), config: target.config },
          { note: `Back to version ${target.number}`, createdById: personOf(scope), publishedAt: clock.now() },
        )
        return { versionNumber: number, equalTo: target.number }
      })
      await announce(scope, input.agentId)
      return view
    },

    /** Between two versions by number; absent ends are what is published and the draft. @throws DomainError `not_found` */
    async diff(scope: Scope, input: { agentId: string; fromVersion?: number; toVersion?: number }): Promise<AgentChange[]> {
      return db.tenantDb(scope, async (tx) => {
        const state = await read(tx, input.agentId)
        const pick = (number: number | undefined, otherwise: VersionRow | null) => {
          if (number === undefined) return otherwise
          const version = state.versions.find((one) => one.number === number)
          if (!version) throw new DomainError('not_found', 'There is no such version')
          return version
        }
        const from = pick(input.fromVersion, state.published)
        const to = pick(input.toVersion, state.draft ?? state.published)
        return diffAgentConfigs(from?.config ?? null, to?.config ?? null)
      })
    },

    async voices(_scope: Scope): Promise<VoiceView[]> {
      return VOICES.map((voice) => ({
        id: voice.id,
        provider: voice.provider,
        name: voice.label,
        description: VOICE_PROVIDER_LABELS[voice.provider],
        languages: [...voice.languages],
        isAvailable: voice.provider === 'embedded' || deps.voiceProviders.has(voice.provider),
      }))
    },

    async voicePreview(_scope: Scope, input: VoicePreviewInput): Promise<VoicePreviewView> {
      const wav = await deps.voicePreview.speak(input, AbortSignal.timeout(PREVIEW_LIMIT_MS))
      return { contentType: 'audio/wav', audioBase64: Buffer.from(wav).toString('base64') }
    },
  }
}

type AgentState = { agent: AgentRow; published: VersionRow | null; draft: VersionRow | null; versions: VersionRow[] }

function refuseOtherRevision(draft: VersionRow | null, revision: string | null | undefined): void {
  if ((revision ?? null) === (draft ? revisionOf(draft) : null)) return
  throw new DomainError('draft_changed', 'Somebody else changed this draft in the meantime. Reload to see their changes.', {
    revision: draft ? revisionOf(draft) : null,
  })
}

function revisionOf(draft: VersionRow): string {
  return `${draft.id}.${draft.updatedAt.getTime()}`
}

// Two saves in one millisecond must not look like the same state.
function laterThan(before: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), before.getTime() + 1))
}

function checkConfig(config: AgentConfig, region: string): AgentConfig {
  const unknown = config.extractionSchemas.filter((name) => !EXTRACTION_SCHEMA_NAMES.includes(name))
  if (unknown.length > 0) {
    throw new DomainError('unknown_extraction_schema', `There is no such detail to take down: ${unknown.join(', ')}`, {
      field: 'extractionSchemas',
    })
  }
  const { transferNumber } = config.settings
  if (transferNumber === '') return config
  const number = normalizePhone(transferNumber, [region])
  if (!number) throw new DomainError('invalid_phone', 'This is not a phone number', { field: 'settings.transferNumber' })
  return { ...config, settings: { ...config.settings, transferNumber: number } }
}

function personOf(scope: Scope): string | null {
  return scope.actor.type === 'user' ? scope.actor.id : null
}

function summaryOf(agent: AgentRow, versions: VersionRow[], phoneNumbers: string[]): AgentSummaryView {
  const published = versions.find((version) => version.id === agent.publishedVersionId)
  const draft = versions.find((version) => version.isDraft)
  const config = (published ?? draft)?.config
  return {
    id: agent.id,
    name: agent.name,
    isDefault: agent.isDefault,
    personaName: config?.settings.personaName ?? '',
    language: config?.language ?? '',
    voiceId: config?.voiceId ?? '',
    publishedVersionNumber: published?.number ?? null,
    publishedAt: published?.publishedAt?.toISOString() ?? null,
    hasDraft: draft !== undefined,
    phoneNumbers,
  }
}

function viewOf({ agent, published, draft, versions }: AgentState, names: Map<string, string>): AgentView {
  const publishedAt = (version: VersionRow) => (version.publishedAt ?? version.updatedAt).toISOString()
  return {
    id: agent.id,
    name: agent.name,
    isDefault: agent.isDefault,
    published: published && {
      versionId: published.id,
      number: published.number,
      publishedAt: publishedAt(published),
      config: published.config,
    },
    draft: draft && { versionId: draft.id, revision: revisionOf(draft), updatedAt: draft.updatedAt.toISOString(), config: draft.config },
    versions: versions
      .filter((version) => !version.isDraft)
      .map((version) => ({
        id: version.id,
        number: version.number,
        note: version.note,
        publishedAt: publishedAt(version),
        publishedByName: names.get(version.createdById ?? '') ?? null,
        isCurrent: version.id === agent.publishedVersionId,
      })),
    changes: diffAgentConfigs(published?.config ?? null, draft?.config ?? null),
  }
}
