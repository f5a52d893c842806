import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { diffMappings } from '../../domain/mapping/diff-mappings'
import { explainMapping } from '../../domain/mapping/explain-mapping'
import { ENGINE_VERSION, mapVariables } from '../../domain/mapping/map-variables'
import { findOverrideProblems, type MappingOverride } from '../../domain/mapping/mapping-override'
import { describeRegistry } from '../../domain/mapping/mapping-registry'
import type { MappingInput, MappingOutput } from '../../domain/mapping/mapping-types'
import type {
  DiffMappingInput,
  ListMappingLogsInput,
  MappingChange,
  MappingConfigView,
  MappingLogPage,
  MappingLogView,
  MappingVersionView,
  PreviewMappingInput,
  ReplayView,
  SaveMappingInput,
  VariablesInput,
  VariablesView,
} from '../../domain/mapping/mapping-view'
import { orderVariables } from '../../domain/mapping/order-variables'
import { inputFromOriginal, type MappingOriginal, originalOf } from '../../domain/mapping/original-data'
import { whyLocked } from '../../domain/mapping/sources'
import { readInstant } from '../../domain/mapping/zoned-time'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import type { BusinessType } from '../../domain/tenants/tenant-view'
import { cleanRecord, cleanText, escapeLike } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { type MappingFacts, readMappingFacts, readTimezone } from './mapping-input.repository'
import { closeLog, listLogs, type MappingLogRow, readLog, upsertLog } from './mapping-logs.repository'
import {
  insertVersion,
  listMetadataKeys,
  listVersions,
  type MappingVersionRow,
  mappingChanged,
  namesOfUsers,
  readBusinessType,
  readCurrentVersion,
  readVersion,
} from './mapping-versions.repository'

export type MappingsDependencies = { db: Database; clock: Clock; audit: AuditTrail }

export type MappingsService = ReturnType<typeof createMappingsService>

/** What is to be said in a call, and everything its log needs. */
export type MappedCall = MappingOutput & {
  businessType: BusinessType
  /** The booking it speaks of. */
  bookingId: string | null
  overridesVersion: number
  original: MappingOriginal
}

export type MappingLogEntry = {
  mapped: MappedCall
  /** One log a session; told again, the newest holds. */
  sessionId: string
  contactId: string
  bookingId: string | null
  callId: string | null
  /** Why the call was not placed; null: the variables were sent. */
  error: string | null
  at: Date
  retellCallId?: string | null
}

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

  /** @param within a transaction of the caller's, which the log is a part of */
  async function recordLog(scope: Scope, entry: MappingLogEntry, within?: TenantDb): Promise<void> {
    const { mapped, retellCallId, error, ...keys } = entry
    const write = (tx: TenantDb) =>
      upsertLog(tx, {
        ...keys,
        tenantId: scope.tenantId,
        businessType: mapped.businessType,
        engineVersion: mapped.engineVersion,
        overridesVersion: mapped.overridesVersion,
        original: cleanRecord(mapped.original) as MappingOriginal,
        variables: mapped.variables,
        omitted: mapped.omitted,
        warnings: mapped.warnings,
        retellCallId: retellCallId ?? null,
        isSuccessful: error === null,
        error,
      })
    await (within ? write(within) : db.tenantDb(scope, write))
  }

  /** What came of a session whose log was written before the vendor answered; nothing to do for one that has none. */
  async function endLog(
    scope: Scope,
    end: { sessionId: string; retellCallId: string | null; error: string | null },
    within?: TenantDb,
  ): Promise<void> {
    const write = (tx: TenantDb) => closeLog(tx, scope.tenantId, end)
    await (within ? write(within) : db.tenantDb(scope, write))
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

  async function overridesOf(tx: TenantDb, tenantId: string, number: number): Promise<MappingOverride[]> {
    if (number === 0) return []
    const version = await readVersion(tx, tenantId, number)
    if (!version) throw new DomainError('not_found', 'There is no such version of the mappings.')
    return version.overrides
  }

  return {
    forCall,
    recordLog,
    endLog,

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
        overridesOf(tx, scope.tenantId, input.number),
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
        const before = await overridesOf(tx, scope.tenantId, fromNumber ?? 0)
        const current = toNumber === undefined ? await readCurrentVersion(tx, scope.tenantId) : null
        const after = toNumber === undefined ? (current?.overrides ?? []) : await overridesOf(tx, scope.tenantId, toNumber)
        return diffMappings(await readBusinessType(tx, scope.tenantId), before, after)
      }),

    /** Newest first. @throws DomainError `invalid_date`, `invalid_cursor` */
    async logs(scope: Scope, input: ListMappingLogsInput): Promise<MappingLogPage> {
      const after = input.cursor ? decodeCursor(input.cursor) : null
      if (after && Number.isNaN(Date.parse(String(after.value)))) {
        throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
      }
      const rows = await db.tenantDb(scope, async (tx) => {
        const range = readRange(input, await readTimezone(tx, scope.tenantId))
        const { contactId, callId, isSuccessful } = input
        const query = input.query && escapeLike(cleanText(input.query))
        return listLogs(tx, { tenantId: scope.tenantId, contactId, callId, isSuccessful, query, ...range }, { after, limit: input.limit })
      })
      const page = rows.slice(0, input.limit)
      const last = page.at(-1)
      return {
        items: page.map(toLogView),
        nextCursor: rows.length > input.limit && last ? encodeCursor({ value: last.at.toISOString(), id: last.id }) : null,
      }
    },

    /** @throws DomainError `not_found` */
    log: async (scope: Scope, logId: string): Promise<MappingLogView> =>
      toLogView(await db.tenantDb(scope, (tx) => readLogOrRefuse(tx, scope, logId))),

    /** Runs a logged mapping again, by the overrides of then and the engine of now. @throws DomainError `not_found` */
    replay: (scope: Scope, logId: string): Promise<ReplayView> =>
      db.tenantDb(scope, async (tx) => {
        const log = await readLogOrRefuse(tx, scope, logId)
        const overrides = await overridesOf(tx, scope.tenantId, log.overridesVersion)
        return compareReplay(log, overrides)
      }),
  }
}

async function readLogOrRefuse(tx: TenantDb, scope: Scope, logId: string): Promise<MappingLogRow> {
  const log = await readLog(tx, scope.tenantId, logId)
  if (!log) throw new DomainError('not_found', 'There is no such mapping log.')
  return log
}

function compareReplay(log: MappingLogRow, overrides: MappingOverride[]): ReplayView {
  const { variables, omitted, warnings } = mapVariables(
    inputFromOriginal(log.original, { businessType: log.businessType, overrides, at: log.at }),
  )
  const names = Object.keys(orderVariables({ ...log.variables, ...variables }))
  const differences = names
    .map((variable) => ({ variable, logged: log.variables[variable] ?? null, replayed: variables[variable] ?? null }))
    .filter(({ logged, replayed }) => logged !== replayed)
  return {
    loggedEngineVersion: log.engineVersion,
    engineVersion: ENGINE_VERSION,
    isEngineNewer: ENGINE_VERSION > log.engineVersion,
    isSame: differences.length === 0,
    variables,
    omitted,
    warnings,
    differences,
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

function toLogView({ original, at, ...row }: MappingLogRow): MappingLogView {
  const { fields, metadata, withheld } = original
  return {
    ...row,
    variables: orderVariables(row.variables),
    originalContactData: { ...fields, ...(Object.keys(metadata).length > 0 ? { metadata } : {}) },
    withheldFields: withheld,
    at: at.toISOString(),
  }
}
