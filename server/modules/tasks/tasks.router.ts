import { listTasksInput, setTaskDoneInput, taskList, taskView } from '../../domain/tasks/task-view'
import { router, tenantProcedure } from '../../trpc/trpc'

export const tasksRouter = router({
  /** What is left to do, of everybody or of one contact or call. */
  list: tenantProcedure('calls.read')
    .input(listTasksInput)
    .output(taskList)
    .query(({ ctx, input }) => ctx.services.tasks.list(ctx.scope, input)),

  setDone: tenantProcedure('tasks.write')
    .input(setTaskDoneInput)
    .output(taskView)
    .mutation(({ ctx, input }) => ctx.services.tasks.setDone(ctx.scope, input)),
})
