'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { TaskView } from '@/server/domain/tasks/task-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'

/** Ticks a task off or takes that back, shown at once, with a way back. */
export function useTaskDone(): (task: TaskView, isDone: boolean) => void {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const queryKey = api.tasks.list.pathKey()
  const setDone = useMutation(
    api.tasks.setDone.mutationOptions({
      onMutate: async ({ taskId, isDone }) => {
        await queryClient.cancelQueries({ queryKey })
        queryClient.setQueriesData<{ items: TaskView[]; totalOpen: number }>(
          { queryKey },
          (list) => list && { ...list, items: list.items.map((task) => (task.id === taskId ? { ...task, isDone } : task)) },
        )
      },
      onError: (error) => toast.error(explainError(error)),
      onSettled: () => queryClient.invalidateQueries({ queryKey }),
    }),
  )
  const change = (task: TaskView, isDone: boolean) => setDone.mutate({ tenantSlug: tenant.slug, taskId: task.id, isDone })
  return (task, isDone) => {
    change(task, isDone)
    if (isDone) toast.success(`Done: ${task.title}`, { action: { label: 'Undo', onClick: () => change(task, false) } })
  }
}
