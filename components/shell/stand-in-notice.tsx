'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { Callout } from '../ui/callout'
import { useDesk } from './tenant-context'

/** Says plainly when callers would meet a stand-in: the practice receptionist, the demonstration voice. Nothing when all is real. */
export function StandInNotice({ className }: { className?: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const { data: status } = useQuery(api.system.status.queryOptions({ tenantSlug: tenant.slug }, { staleTime: 300_000 }))
  if (!status || !(status.isLanguageModelSimulated || status.isSpeechEmbedded)) return null
  return (
    <Callout tone="info" className={className ?? ''} title={titleOf(status.isLanguageModelSimulated, status.isSpeechEmbedded)}>
      {status.isLanguageModelSimulated ? (
        <p>
          The practice receptionist is answering: it follows your agent's instructions by fixed rules. Set an OpenAI-compatible key for a
          real model.
        </p>
      ) : null}
      {status.isSpeechEmbedded ? (
        <p>Voice and speech recognition are the built-in English demonstration. Set keys for production speech and other languages.</p>
      ) : null}
    </Callout>
  )
}

function titleOf(isModelSimulated: boolean, isSpeechEmbedded: boolean): string {
  if (isModelSimulated && isSpeechEmbedded) return 'Practice receptionist and demo voice in use'
  return isModelSimulated ? 'Practice receptionist in use' : 'Demo voice in use'
}
