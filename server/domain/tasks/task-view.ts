import { z } from 'zod'

/** Something a conversation left to be done. */
export const taskView = z.object({
  id: z.uuid(),
  title: z.string(),
  /** `caller`: somebody else promised it to us. */
  doer: z.enum(['business', 'caller']),
  /** When, as it was said. */
  due: z.string().nullable(),
  /** The day that means, where it can only be one. */
  dueOn: z.iso.date().nullable(),
  isDone: z.boolean(),
  doneAt: z.iso.datetime().nullable(),
  /** Who did it; null: nobody has, or nobody known. */
  doneBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  call: z.object({ id: z.uuid(), startedAt: z.iso.datetime(), phone: z.string().nullable() }).nullable(),
  contact: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
})
export type TaskView = z.infer<typeof taskView>

export const listTasksInput = z.object({
  contactId: z.uuid().nullish(),
  callId: z.uuid().nullish(),
  /** Open ones, those due first before the newest; done ones, the latest first, follow where they are asked for. */
  withDone: z.boolean().default(false),
  limit: z.number().int().min(1).max(100).default(20),
})
export type ListTasksInput = z.infer<typeof listTasksInput>
export const taskList = z.object({ items: z.array(taskView), totalOpen: z.number().int() })
export type TaskList = z.infer<typeof taskList>

export const setTaskDoneInput = z.object({ taskId: z.uuid(), isDone: z.boolean() })
export type SetTaskDoneInput = z.infer<typeof setTaskDoneInput>
