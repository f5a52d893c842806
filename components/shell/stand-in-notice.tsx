'use client'

import { Callout } from '../ui/callout'
import { useDesk } from './tenant-context'

/** Says plainly when callers would meet a stand-in: the practice receptionist, the demonstration voice. Nothing when all is real. */
export function StandInNotice({ className }: { className?: string }) {
  const { isLanguageModelSimulated, isSpeechEmbedded } = useDesk().standIns
  if (!isLanguageModelSimulated && !isSpeechEmbedded) return null
  return (
    <Callout className={className ?? ''} title={titleOf(isLanguageModelSimulated, isSpeechEmbedded)}>
      {[
        isLanguageModelSimulated ? 'Answers follow fixed rules instead of a language model.' : null,
        isSpeechEmbedded ? 'Voice and recognition are a built-in English demonstration, not production speech.' : null,
        'Real ones take over as soon as their keys are set.',
      ]
        .filter(Boolean)
        .join(' ')}
    </Callout>
  )
}

function titleOf(isModelSimulated: boolean, isSpeechEmbedded: boolean): string {
  if (isModelSimulated && isSpeechEmbedded) return 'Practice receptionist and demo voice in use'
  return isModelSimulated ? 'Practice receptionist in use' : 'Demo voice in use'
}
