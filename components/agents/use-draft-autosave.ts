'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type AgentConfig, agentConfig } from '@/server/domain/agents/agent-config'
import type { AgentView } from '@/server/domain/agents/agent-view'
import { useApi } from '../api/api'
import { explainError, statusOf } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { type RefusedSetting, refusedSetting } from './refused-setting'

const PAUSE_MS = 700

export type DraftForm = { name: string; config: AgentConfig }
export type SaveState =
  | { kind: 'saved' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** `refused`: by the server, which knows more than the form. */
  | { kind: 'invalid'; refused: RefusedSetting | null }
  | { kind: 'conflict' }
  | { kind: 'failed'; message: string }

/**
 * Saves the draft a moment after the last change, one save at a time, each on top of the one before.
 * A draft that somebody else changed meanwhile is never overwritten: the state says `conflict`.
 */
export function useDraftAutosave(agent: AgentView): {
  state: SaveState
  change: (form: DraftForm) => void
  /** Saves what waits. @returns whether everything is saved */
  flush: () => Promise<boolean>
  /** Goes on from what the server has: after publishing, discarding, rolling back. */
  adopt: (agent: AgentView) => void
} {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [state, setState] = useState<SaveState>({ kind: 'saved' })
  const revision = useRef(agent.draft?.revision ?? null)
  const waiting = useRef<DraftForm | null>(null)
  const running = useRef<Promise<boolean> | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const { mutateAsync: save } = useMutation(api.agents.saveDraft.mutationOptions())

  const saveWaiting = useCallback(async (): Promise<boolean> => {
    while (waiting.current) {
      const form = waiting.current
      waiting.current = null
      if (!agentConfig.safeParse(form.config).success || form.name.trim() === '') {
        setState({ kind: 'invalid', refused: null })
        return false
      }
      setState({ kind: 'saving' })
      try {
        const saved = await save({
          tenantSlug: tenant.slug,
          agentId: agent.id,
          revision: revision.current,
          name: form.name.trim(),
          config: form.config,
        })
        revision.current = saved.draft?.revision ?? null
        queryClient.setQueryData(api.agents.get.queryKey({ tenantSlug: tenant.slug, agentId: agent.id }), saved)
      } catch (error) {
        setState(stateAfter(error))
        waiting.current ??= form
        return false
      }
    }
    setState({ kind: 'saved' })
    return true
  }, [save, api, tenant.slug, agent.id, queryClient])

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    // One save at a time: the next one needs the revision the running one brings back.
    if (running.current) await running.current
    running.current = saveWaiting()
    try {
      return await running.current
    } finally {
      running.current = null
    }
  }, [saveWaiting])

  const change = useCallback(
    (form: DraftForm) => {
      waiting.current = form
      setState({ kind: 'waiting' })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), PAUSE_MS)
    },
    [flush],
  )

  const adopt = useCallback((fresh: AgentView) => {
    clearTimeout(timer.current)
    waiting.current = null
    revision.current = fresh.draft?.revision ?? null
    setState({ kind: 'saved' })
  }, [])

  useEffect(() => {
    const saveNow = () => {
      if (waiting.current) void flush()
    }
    // Leaving the page inside the app, or hiding it, must not lose the last words typed.
    document.addEventListener('visibilitychange', saveNow)
    return () => {
      document.removeEventListener('visibilitychange', saveNow)
      saveNow()
    }
  }, [flush])

  return { state, change, flush, adopt }
}

function stateAfter(error: unknown): SaveState {
  if (statusOf(error) === 409) return { kind: 'conflict' }
  const refused = refusedSetting(error)
  return refused ? { kind: 'invalid', refused } : { kind: 'failed', message: explainError(error) }
}
