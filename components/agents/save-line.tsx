import { Check, CloudAlert, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SaveState } from './use-draft-autosave'

/** Whether what one sees is kept. */
export function SaveLine({ state, hasDraft, isPublished }: { state: SaveState; hasDraft: boolean; isPublished: boolean }) {
  const shown: Record<SaveState['kind'], { icon: ReactNode; text: string }> = {
    saved: {
      icon: <Check aria-hidden className="size-4" />,
      text: hasDraft
        ? `Draft saved. Callers hear ${isPublished ? 'the published version' : 'it once it is published'}.`
        : 'No unpublished changes',
    },
    waiting: { icon: <LoaderCircle aria-hidden className="size-4 animate-turn" />, text: 'Saving draft…' },
    saving: { icon: <LoaderCircle aria-hidden className="size-4 animate-turn" />, text: 'Saving draft…' },
    invalid: { icon: <CloudAlert aria-hidden className="size-4 text-danger" />, text: 'Not saved: something below is missing or wrong' },
    conflict: { icon: <CloudAlert aria-hidden className="size-4 text-danger" />, text: 'Not saved' },
    failed: { icon: <CloudAlert aria-hidden className="size-4 text-danger" />, text: 'Not saved' },
  }
  const { icon, text } = shown[state.kind]
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm [&_svg]:shrink-0">
      {icon}
      {text}
    </span>
  )
}
