import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallPage, ListCallsInput } from '../../domain/calls/call-view'
import { DomainError } from '../../domain/errors/domain-error'
import type { TenantOverviewView } from '../../domain/tenants/tenant-view'
import { lastLocalDays } from '../../domain/time/local-days'
import type { Clock } from '../../ports/clock'
import {
  countBookingsByDay,
  countCallsByDay,
  countLiveCalls,
  type FirstRunFacts,
  listNeedsAttention,
  readFirstRunFacts,
  readResponseTimes,
} from './overview.repository'
import { readTenant } from './tenants.repository'

const DAYS = 7
const ATTENTION_ITEMS = 10
const RECENT_CALLS = 6

export type OverviewDependencies = {
  db: Database
  clock: Clock
  calls: { list(scope: Scope, input: ListCallsInput): Promise<CallPage> }
}

/** The first screen: the day so far, the week, and what needs a person. */
export function createOverview({ db, clock, calls }: OverviewDependencies) {
  async function readDays(tx: TenantDb, timezone: string) {
    const { days, endsAt } = lastLocalDays(clock.now(), timezone, DAYS)
    const starts = days.map((day) => day.startsAt)
    const callCounts = new Map((await countCallsByDay(tx, starts, endsAt)).map((row) => [row.day, row]))
    const bookingCounts = new Map((await countBookingsByDay(tx, starts, endsAt)).map((row) => [row.day, row.bookings]))
    return days.map(({ date, startsAt }, index) => {
      const { answered = 0, missed = 0, spentPaise = 0 } = callCounts.get(index + 1) ?? {}
      return {
        startsAt,
        endsAt: starts[index + 1] ?? endsAt,
        counts: { date, answered, missed, bookings: bookingCounts.get(index + 1) ?? 0, spentPaise },
      }
    })
  }

  return {
    async overview(scope: Scope): Promise<TenantOverviewView> {
      const recent = await calls.list(scope, { filters: { isTest: false }, sort: 'newest', limit: RECENT_CALLS })
      return db.tenantDb(scope, async (tx) => {
        const tenant = await readTenant(tx, scope.tenantId)
        if (!tenant) throw new DomainError('not_found', 'There is no such business')
        const days = await readDays(tx, tenant.timezone)
        const first = days[0]
        const today = days[DAYS - 1]
        if (!first || !today) throw new Error('A week has seven days')
        const { date: _date, ...todayCounts } = today.counts
        const facts = await readFirstRunFacts(tx)
        const waits = await readResponseTimes(tx, { tenantId: scope.tenantId, from: today.startsAt, before: today.endsAt })
        return {
          today: { ...todayCounts, live: await countLiveCalls(tx), typicalResponseMs: waits.p50 },
          needsAttention: (await listNeedsAttention(tx, first.startsAt, ATTENTION_ITEMS)).map((item) => ({
            ...item,
            at: item.at.toISOString(),
          })),
          lastSevenDays: days.map((day) => day.counts),
          recentCalls: recent.items,
          firstRun: firstRunOf(facts),
          defaultAgentId: facts.defaultAgentId,
        }
      })
    },
  }
}

function firstRunOf(facts: FirstRunFacts): TenantOverviewView['firstRun'] {
  const steps = [
    { key: 'listen_to_agent' as const, isDone: facts.hasHeardAgent },
    { key: 'connect_number' as const, isDone: facts.hasNumber },
    { key: 'add_knowledge' as const, isDone: facts.hasKnowledge },
  ]
  return { isComplete: steps.every((step) => step.isDone), steps }
}
