'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import type { AgentView } from '@/server/domain/agents/agent-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Textarea } from '../ui/input'
import { ChangeList } from './change-list'

/** Shows what callers will hear differently, and asks for a note. */
export function PublishDialog({
  agent,
  isOpen,
  onOpenChange,
  onPublished,
}: {
  agent: AgentView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onPublished: (agent: AgentView) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const [note, setNote] = useState('')
  const isPublished = agent.published !== null
  const publish = useMutation(
    api.agents.publish.mutationOptions({
      onSuccess: (fresh) => {
        onPublished(fresh)
        onOpenChange(false)
        setNote('')
        toast.success(`Version ${fresh.published?.number ?? ''} answers the next call`)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent
        title={isPublished ? 'Publish changes' : 'Publish agent'}
        description={
          isPublished
            ? 'The next caller hears them. Calls under way finish with the version they began with.'
            : 'It answers from the next call on.'
        }
        className="sm:max-w-2xl"
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              variant="primary"
              isBusy={publish.isPending}
              onClick={() =>
                publish.mutate({
                  tenantSlug: tenant.slug,
                  agentId: agent.id,
                  revision: agent.draft?.revision ?? null,
                  note: note.trim() || null,
                })
              }
            >
              Publish
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label={isPublished ? 'What changed?' : 'Note'} hint="Optional; shown in the history.">
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={300}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                placeholder={isPublished ? 'New opening hours' : 'First version'}
              />
            )}
          </Field>
          <div className="max-h-[40dvh] overflow-y-auto">
            <ChangeList changes={agent.changes} isPublished={isPublished} />
          </div>
        </div>
      </DialogContent>
    </Dialog>
  )
}
