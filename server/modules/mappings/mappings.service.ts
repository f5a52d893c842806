import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { diffMappings } from '../../domain/mapping/diff-mappings'
import { explainMapping } from '../../domain/mapping/explain-mapping'
import { mapVariables } from '../../domain/mapping/map-variables'
import { findOverrideProblems, type MappingOverride } from '../../domain/mapping/mapping-override'
import { describeRegistry } from '../../domain/mapping/mapping-registry'
import type { MappingInput } from '../../domain/mapping/mapping-types'
import type {
  DiffMappingInput,
  MappingChange,
  MappingConfigView,
  MappingVersionView,
  PreviewMappingInput,
  SaveMappingInput,
  VariablesInput,
  VariablesView,
} from '../../domain/mapping/mapping-view'
import { originalOf } from '../../domain/mapping/original-data'
import { whyLocked } from '../../domain/mapping/sources'
import { readInstant } from '../../domain/mapping/zoned-time'
import type { BusinessType } from '../../domain/tenants/tenant-view'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { type MappingFacts, readMappingFacts, readTimezone } from './mapping-input.repository'
import { createMappingLogs, type MappedCall } from './mapping-logs.service'
import {
  insertVersion,
  listMetadataKeys,
  listVersions,
  type MappingVersionRow,
  mappingChanged,
  namesOfUsers,
  readBusinessType,
  readCurrentVersion,
  readOverridesOf,
} from './mapping-versions.repository'

export type MappingsDependencies = { db: Database; clock: Clock; audit: AuditTrail }

export type MappingsService = ReturnType<typeof createMappingsService>

const MAX_HISTORY = 200

/** What is said of contacts in calls: each tenant's own mapping, what came of it, and the record of every execution. */
export function createMappingsService({ db, clock, audit }: MappingsDependencies) {
  async function readFacts(
    tx: TenantDb,
    scope: Scope,
    query: { contactId: string; bookingId: string | null; at: Date },
  ): Promise<MappingFacts> {
    const facts = await readMappingFacts(tx, scope.tenantId, query)
    if (facts === 'no_contact') throw new DomainError('not_found', 'There is no such contact.')
    if (facts === 'no_booking') throw new DomainError('not_found', 'This contact has no such booking.', { field: 'bookingId' })
    return facts
  }

  /**
   * The variables of a call to a contact at a moment, about the booking named or else the contact's next open one.
   * @throws DomainError `not_found`
   */
  async function forCall(scope: Scope, query: { contactId: string; bookingId?: string | null; at: Date }): Promise<MappedCall> {
    const { facts, current } = await db.tenantDb(scope, async (tx) => ({
      facts: await readFacts(tx, scope, { ...query, bookingId: query.bookingId ?? null }),
      current: await readCurrentVersion(tx, scope.tenantId),
    }))
    const input = toInput(facts, current?.overrides ?? [], query.at)
    const output = mapVariables(input)
    return {
      ...output,
      businessType: facts.businessType,
      bookingId: facts.bookingId,
      overridesVersion: current?.number ?? 0,
      original: originalOf(input, output),
    }
  }

  async function explained(scope: Scope, input: VariablesInput, unsaved: MappingOverride[] | null): Promise<VariablesView> {
    return db.tenantDb(scope, async (tx) => {
      const at = await readMoment(tx, scope, input.at)
      const facts = await readFacts(tx, scope, { contactId: input.contactId, bookingId: input.bookingId ?? null, at })
      const overrides = unsaved ?? (await readCurrentVersion(tx, scope.tenantId))?.overrides ?? []
      const given = toInput(facts, overrides, at)
      const output = mapVariables(given)
      return {
        ...output,
        businessType: facts.businessType,
        contactId: input.contactId,
        contactName: facts.contact.name,
        bookingId: facts.bookingId,
        at: at.toISOString(),
        sources: explainMapping(given, output),
        problems: findOverrideProblems(overrides, facts.businessType),
      }
    })
  }

  async function readMoment(tx: TenantDb, scope: Scope, at: string | null | undefined): Promise<Date> {
    if (at === null || at === undefined || at.trim() === '') return clock.now()
    // In a URL an offset's plus sign is a space.
    const written = at.replace(/(T.*) (\d{2}:?\d{2})$/, '$1+$2')
    const instant = readInstant(written, await readTimezone(tx, scope.tenantId))
    if (instant === null) throw new DomainError('invalid_date', '"at" is not a time as in 2026-11-21T10:00:00Z.', { field: 'at' })
    return new Date(instant)
  }

  async function readConfig(tx: TenantDb, scope: Scope): Promise<MappingConfigView> {
    const current = await readCurrentVersion(tx, scope.tenantId)
    const businessType = await readBusinessType(tx, scope.tenantId)
    const names = await namesOfUsers(tx, current?.createdById ? [current.createdById] : [])
    const keys = await listMetadataKeys(tx, scope.tenantId)
    return {
      businessType,
      number: current?.number ?? 0,
      savedAt: current?.createdAt.toISOString() ?? null,
      savedByName: names.get(current?.createdById ?? '') ?? null,
      overrides: current?.overrides ?? [],
      ...describeRegistry(businessType),
      metadataKeys: keys.map((key) => ({ key, lockedBecause: whyLocked(`contact.metadata.${key}`, businessType) })),
    }
  }

  /** Adds a version, with nobody else's in between. */
  async function addVersion(
    scope: Scope,
    change: { expectedNumber: number | null; note: string | null; action: string },
    pick: (tx: TenantDb) => Promise<MappingOverride[]>,
  ): Promise<MappingConfigView> {
    const view = await db.tenantDb(scope, async (tx) => {
      const current = (await readCurrentVersion(tx, scope.tenantId))?.number ?? 0
      if (change.expectedNumber !== null && change.expectedNumber !== current) throw mappingChanged(current)
      const overrides = await pick(tx)
      refuseProblems(overrides, await readBusinessType(tx, scope.tenantId))
      await insertVersion(tx, {
        tenantId: scope.tenantId,
        number: current + 1,
        overrides,
        note: change.note,
        createdById: scope.actor.type === 'user' ? scope.actor.id : null,
      })
      return readConfig(tx, scope)
    })
    await audit.record(scope, {
      action: change.action,
      targetType: 'mapping',
      targetId: scope.tenantId,
      outcome: 'allowed',
      details: { number: view.number },
    })
    return view
  }

  return {
    ...createMappingLogs(db),
    forCall,

    /** What a call would say, source by source, by the overrides in force. @throws DomainError `not_found`, `invalid_date` */
    variablesFor: (scope: Scope, input: VariablesInput): Promise<VariablesView> => explained(scope, input, null),

    /** The same by overrides that are not saved: what is wrong with them is in `problems`, and is not applied. */
    preview: (scope: Scope, input: PreviewMappingInput): Promise<VariablesView> => explained(scope, input, input.overrides ?? null),

    get: (scope: Scope): Promise<MappingConfigView> => db.tenantDb(scope, (tx) => readConfig(tx, scope)),

    /** @throws DomainError `mapping_changed`; `invalid_overrides` with `details.fields` */
    save: (scope: Scope, { overrides, expectedNumber, note }: SaveMappingInput): Promise<MappingConfigView> =>
      addVersion(scope, { expectedNumber, note: note || null, action: 'mappings.save' }, async () => overrides),

    /** Whatever is in force. @throws DomainError `invalid_overrides`, and `mapping_changed` when two replace them at once */
    replace: (scope: Scope, overrides: MappingOverride[]): Promise<MappingConfigView> =>
      addVersion(scope, { expectedNumber: null, note: null, action: 'mappings.save' }, async () => overrides),

    /** A new version equal to an old one; 0 is the default of the business type. @throws DomainError `not_found`, `mapping_changed` */
    rollBack: (scope: Scope, input: { number: number; expectedNumber: number }): Promise<MappingConfigView> => {
      const note = input.number === 0 ? 'Back to the defaults' : `Back to version ${input.number}`
      return addVersion(scope, { expectedNumber: input.expectedNumber, note, action: 'mappings.roll_back' }, (tx) =>
        readOverridesOf(tx, scope.tenantId, input.number),
      )
    },

    /** Newest first. */
    history: (scope: Scope): Promise<MappingVersionView[]> =>
      db.tenantDb(scope, async (tx) => {
        const versions = await listVersions(tx, scope.tenantId, MAX_HISTORY)
        const names = await namesOfUsers(
          tx,
          versions.flatMap((version) => version.createdById ?? []),
        )
        return versions.map((version, index) => toVersionView(version, index === 0, names))
      }),

    /** Between two versions; absent ends are the default of the business type and what is in force. @throws DomainError `not_found` */
    diff: (scope: Scope, { fromNumber, toNumber }: DiffMappingInput): Promise<MappingChange[]> =>
      db.tenantDb(scope, async (tx) => {
        const before = await readOverridesOf(tx, scope.tenantId, fromNumber ?? 0)
        const current = toNumber === undefined ? await readCurrentVersion(tx, scope.tenantId) : null
        const after = toNumber === undefined ? (current?.overrides ?? []) : await readOverridesOf(tx, scope.tenantId, toNumber)
        return diffMappings(await readBusinessType(tx, scope.tenantId), before, after)
      }),
  }
}

function toInput(facts: MappingFacts, overrides: readonly MappingOverride[], now: Date): MappingInput {
  const { businessType, tenant, contact, booking } = facts
  return { businessType, tenant, contact, booking, overrides, now }
}

function refuseProblems(overrides: MappingOverride[], businessType: BusinessType): void {
  const problems = findOverrideProblems(overrides, businessType)
  if (problems.length === 0) return
  const fields = Object.fromEntries(problems.map(({ index, field, message }) => [`overrides.${index}.${field}`, message]))
  throw new DomainError('invalid_overrides', problems[0]?.message ?? 'These mappings cannot be saved.', { fields })
}

function toVersionView(version: MappingVersionRow, isCurrent: boolean, names: Map<string, string>): MappingVersionView {
  const { number, note, overrides, createdAt, createdById } = version
  return { number, note, overrides, isCurrent, savedAt: createdAt.toISOString(), savedByName: names.get(createdById ?? '') ?? null }
}
