import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { ENGINE_VERSION, mapVariables } from '../../domain/mapping/map-variables'
import type { MappingOverride } from '../../domain/mapping/mapping-override'
import type { MappingOutput } from '../../domain/mapping/mapping-types'
import type { ListMappingLogsInput, MappingLogPage, MappingLogView, ReplayView } from '../../domain/mapping/mapping-view'
import { orderVariables } from '../../domain/mapping/order-variables'
import { inputFromOriginal, type MappingOriginal } from '../../domain/mapping/original-data'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import type { BusinessType } from '../../domain/tenants/tenant-view'
import { cleanRecord, cleanText, escapeLike } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import { readTimezone } from './mapping-input.repository'
import { closeLog, listLogs, type MappingLogRow, readLog, upsertLog } from './mapping-logs.repository'
import { readOverridesOf } from './mapping-versions.repository'

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

/** The record of every mapping a call was placed with: written, found again, and run once more. */
export function createMappingLogs(db: Database) {
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

  return {
    recordLog,
    endLog,

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
        const overrides = await readOverridesOf(tx, scope.tenantId, log.overridesVersion)
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
