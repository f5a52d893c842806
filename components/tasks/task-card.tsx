'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'
import { TaskList } from './task-list'

const SHOWN = 20
/** What the overview has room for. */
const SHOWN_OF_ALL = 8

/** What the calls of a contact left to be done, or one call. Done ones stay in sight. */
export function TaskCard({ contactId, callId }: { contactId?: string; callId?: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const tasks = useQuery(api.tasks.list.queryOptions({ tenantSlug: tenant.slug, contactId, callId, withDone: true, limit: SHOWN }))
  return (
    <Card title="To do">
      {tasks.isError && !tasks.data ? <LoadFailed what="The tasks" error={tasks.error} onRetry={() => tasks.refetch()} /> : null}
      {tasks.isPending ? <Skeleton className="h-6" /> : null}
      {tasks.data?.items.length === 0 ? <p className="text-sm text-muted">Nothing was asked for or promised.</p> : null}
      {tasks.data && tasks.data.items.length > 0 ? <TaskList tasks={tasks.data.items} origin={callId ? 'none' : 'call'} /> : null}
    </Card>
  )
}

/** What calls left for people to do, all callers' together; absent while there is nothing. */
export function OpenTasks() {
  const { tenant } = useDesk()
  const api = useApi()
  const tasks = useQuery(api.tasks.list.queryOptions({ tenantSlug: tenant.slug, limit: SHOWN_OF_ALL }, { refetchInterval: 120_000 }))
  if (!tasks.data || tasks.data.items.length === 0) return null
  const more = tasks.data.totalOpen - tasks.data.items.filter(({ isDone }) => !isDone).length
  return (
    <Card title="To do" description="What callers asked for and what was promised to them">
      <TaskList tasks={tasks.data.items} origin="caller" />
      {more > 0 ? <p className="tnum mt-2 text-sm text-muted">and {more} more</p> : null}
    </Card>
  )
}
