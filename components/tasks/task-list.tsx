'use client'

import { Link2 } from 'lucide-react'
import Link from 'next/link'
import type { TaskView } from '@/server/domain/tasks/task-view'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Checkbox } from '../ui/checkbox'
import { useTaskDone } from './use-task-done'

/** Where each task came from: the caller and the call where those of several are listed, a link to the call, or nothing. */
type Origin = 'caller' | 'call' | 'none'

/** What calls left to be done, to be ticked off. */
export function TaskList({ tasks, origin }: { tasks: TaskView[]; origin: Origin }) {
  return (
    <ul className="flex flex-col">
      {tasks.map((task) => (
        <li key={task.id} className="flex items-start gap-2 py-1">
          <TaskLine task={task} origin={origin} />
        </li>
      ))}
    </ul>
  )
}

function TaskLine({ task, origin }: { task: TaskView; origin: Origin }) {
  const { isAllowed } = useDesk()
  const setDone = useTaskDone()
  return (
    <>
      <Checkbox
        checked={task.isDone}
        disabled={!isAllowed('tasks.write')}
        aria-label={`${task.title}: done`}
        onCheckedChange={(checked) => setDone(task, checked === true)}
      />
      <div className="min-w-0 flex-1 text-sm leading-6">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className={task.isDone ? 'text-muted line-through' : undefined}>{task.title}</span>
          {task.doer === 'caller' ? <Badge tone="outline">They promised</Badge> : null}
          {task.due && !task.isDone ? <Badge tone="warn">{task.due}</Badge> : null}
        </p>
        {task.isDone && task.doneBy ? <p className="text-muted">Done by {task.doneBy}</p> : null}
        {origin === 'caller' ? <Caller task={task} /> : null}
      </div>
      {origin === 'call' ? <FromCall task={task} /> : null}
    </>
  )
}

/** Who it is about, and the call that left it. */
function Caller({ task }: { task: TaskView }) {
  const { path } = useDesk()
  if (!task.call) return null
  return (
    <p className="flex flex-wrap gap-x-2 text-muted">
      {task.contact ? (
        <Link href={path(`/contacts/${task.contact.id}`)} className="rounded-md underline-offset-4 hover:underline">
          {task.contact.name ?? <Phone number={task.call.phone} />}
        </Link>
      ) : (
        <Phone number={task.call.phone} />
      )}
      <Link href={path(`/calls/${task.call.id}`)} className="rounded-md underline underline-offset-4">
        Call of <Instant iso={task.call.startedAt} />
      </Link>
    </p>
  )
}

function FromCall({ task }: { task: TaskView }) {
  const { path } = useDesk()
  if (!task.call) return null
  return (
    <Link
      href={path(`/calls/${task.call.id}`)}
      aria-label={`The call that left “${task.title}”`}
      className="flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:text-foreground"
    >
      <Link2 aria-hidden className="size-4" />
    </Link>
  )
}
