'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { LoaderCircle, Play, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Control, useController, useWatch } from 'react-hook-form'
import { toast } from 'sonner'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Select, type SelectGroup } from '../ui/select'
import { languageName, speaksLanguage } from './languages'
import type { DraftForm } from './use-draft-autosave'

const PROVIDERS: Record<string, string> = {
  embedded: 'Built-in demonstration',
  elevenlabs: 'ElevenLabs',
  google: 'Google',
  openai: 'OpenAI',
}
const PREVIEW_CHARACTERS = 300

export function VoiceSetting({ control, canEdit }: { control: Control<DraftForm>; canEdit: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const { field, fieldState } = useController({ control, name: 'config.voiceId' })
  const [language, greeting] = useWatch({ control, name: ['config.language', 'config.greeting'] })
  const voices = useQuery(api.agents.voices.queryOptions({ tenantSlug: tenant.slug }, { staleTime: 600_000 }))
  const chosen = voices.data?.find((voice) => voice.id === field.value)

  const list = voices.data ?? []
  const groups: SelectGroup[] = [...new Set(list.map((voice) => voice.provider))].map((provider) => ({
    label: PROVIDERS[provider] ?? provider,
    options: list
      .filter((voice) => voice.provider === provider)
      .map((voice) => ({
        value: voice.id,
        label: voice.name,
        hint: voice.isAvailable ? voice.description : `${voice.description} · no key here yet`,
      })),
  }))
  // A voice that is no longer offered stays chosen until somebody chooses another.
  if (voices.data && !chosen) groups.unshift({ label: 'In use', options: [{ value: field.value, label: field.value }] })

  return (
    <Field label="Voice" error={fieldState.error?.message} hint={hintFor(chosen, language)}>
      {(props) => (
        <div className="flex gap-2">
          <Select
            {...props}
            value={field.value}
            onValueChange={field.onChange}
            groups={groups}
            disabled={!canEdit || voices.isPending}
            placeholder="Choose a voice"
          />
          <PreviewButton voiceId={field.value} language={language} text={greeting} isDisabled={!canEdit} />
        </div>
      )}
    </Field>
  )
}

function hintFor(voice: { isAvailable: boolean; languages: string[]; name: string } | undefined, language: string): string | undefined {
  if (!voice) return undefined
  if (!voice.isAvailable) return 'There is no key for this provider: calls speak with the built-in voice until there is.'
  if (!speaksLanguage(voice.languages, language)) return `${voice.name} does not speak ${languageName(language)}.`
  return undefined
}

function PreviewButton({ voiceId, language, text, isDisabled }: { voiceId: string; language: string; text: string; isDisabled: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const player = useRef<{ context: AudioContext; source: AudioBufferSourceNode } | null>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const preview = useMutation(api.agents.voicePreview.mutationOptions())

  function stop() {
    player.current?.source.stop()
    void player.current?.context.close()
    player.current = null
    setIsPlaying(false)
  }
  useEffect(
    () => () => {
      void player.current?.context.close()
    },
    [],
  )

  async function play() {
    // Made inside the click, or the browser keeps it silent.
    const context = new AudioContext()
    try {
      const said = text.trim().slice(0, PREVIEW_CHARACTERS) || 'Good morning. How can I help you?'
      const { audioBase64 } = await preview.mutateAsync({ tenantSlug: tenant.slug, voiceId, language, text: said })
      const bytes = Uint8Array.from(atob(audioBase64), (letter) => letter.charCodeAt(0))
      const source = context.createBufferSource()
      source.buffer = await context.decodeAudioData(bytes.buffer)
      source.connect(context.destination)
      source.onended = stop
      player.current = { context, source }
      source.start()
      setIsPlaying(true)
    } catch (error) {
      void context.close()
      toast.error(explainError(error))
    }
  }

  return (
    <Button
      onClick={isPlaying ? stop : play}
      disabled={isDisabled || preview.isPending}
      aria-label={isPlaying ? 'Stop the preview' : 'Hear this voice'}
    >
      {preview.isPending ? (
        <LoaderCircle aria-hidden className="animate-turn" />
      ) : isPlaying ? (
        <Square aria-hidden />
      ) : (
        <Play aria-hidden />
      )}
      Hear
    </Button>
  )
}
