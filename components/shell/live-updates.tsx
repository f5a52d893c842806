'use client'

import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { parseLiveEvent } from '@/server/domain/live/live-event'
import { useApi } from '../api/api'
import { useDesk } from './tenant-context'

/** Several notices of one moment cause one reload. */
const GATHER_MS = 200
const NAMED_EVENTS = ['call_changed', 'turn_added', 'call_opening', 'agent_published', 'import_changed']

/** Keeps everything on screen current: notices say what changed, the queries fetch it again. */
export function LiveUpdates() {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()

  useEffect(() => {
    const stale = new Map<string, QueryKey>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasInterrupted = false

    function refresh(...keys: QueryKey[]) {
      for (const key of keys) stale.set(JSON.stringify(key), key)
      timer ??= setTimeout(() => {
        timer = undefined
        const due = [...stale.values()]
        stale.clear()
        for (const queryKey of due) queryClient.invalidateQueries({ queryKey })
      }, GATHER_MS)
    }

    function onMessage(message: MessageEvent<string>) {
      const event = parseLiveEvent(message.data)
      if (!event) return
      if (event.type === 'agent_published') refresh(api.agents.pathKey())
      else if (event.type === 'turn_added') refresh(api.calls.get.queryKey({ tenantSlug: tenant.slug, callId: event.callId }))
      else if (event.type === 'import_changed') refresh(api.imports.get.queryKey({ tenantSlug: tenant.slug, importId: event.importId }))
      else if (event.type === 'call_changed') {
        refresh(api.calls.pathKey(), api.outbound.pathKey(), api.tenants.overview.queryKey({ tenantSlug: tenant.slug }))
        refresh(api.contacts.timeline.pathKey(), api.bookings.pathKey(), api.links.pathKey(), api.tasks.pathKey(), api.insights.pathKey())
        refresh(api.conversations.booking.pathKey(), api.conversations.known.pathKey())
      }
    }

    const source = new EventSource(`/api/tenants/${tenant.id}/live`)
    source.addEventListener('message', onMessage)
    for (const name of NAMED_EVENTS) source.addEventListener(name, onMessage)
    source.addEventListener('error', () => {
      wasInterrupted = true
    })
    // Nothing is replayed: what was missed while away is fetched.
    source.addEventListener('open', () => {
      if (wasInterrupted) refresh(api.calls.pathKey(), api.outbound.pathKey(), api.tenants.pathKey(), api.agents.pathKey())
      wasInterrupted = false
    })
    return () => {
      source.close()
      clearTimeout(timer)
    }
  }, [tenant.id, tenant.slug, api, queryClient])

  return null
}
