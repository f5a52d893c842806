'use client'

import { type ReactNode, useId, useState } from 'react'
import { type Control, useController } from 'react-hook-form'
import { extractionChoices } from '@/server/domain/extraction/extraction-schemas'
import { Combobox } from '../ui/combobox'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { LANGUAGES } from './languages'
import { NumberSetting, SwitchSetting, TextSetting } from './setting-fields'
import type { DraftForm } from './use-draft-autosave'
import { VoiceSetting } from './voice-setting'

const RECOGNISERS = [
  { value: 'auto', label: 'Whatever is configured' },
  { value: 'embedded', label: 'Built-in demonstration (English)' },
  { value: 'deepgram-nova', label: 'Deepgram Nova' },
  { value: 'deepgram-flux', label: 'Deepgram Flux' },
]

/** Everything an agent can be set to. Changes are the caller's business: it watches the form. */
export function AgentForm({ control, canEdit }: { control: Control<DraftForm>; canEdit: boolean }) {
  return (
    <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-8">
      <legend className="sr-only">Agent</legend>
      <Section title="Who it is" description="The name callers hear, and how it should behave on the phone.">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextSetting control={control} name="config.settings.personaName" label="Name on the phone" placeholder="Maya" maxLength={60} />
          <TextSetting control={control} name="name" label="Name on this desk" maxLength={60} />
        </div>
        <TextSetting
          control={control}
          name="config.systemPrompt"
          label="Instructions"
          rows={10}
          maxLength={20_000}
          hint="What it does and what it never does, in your own words."
        />
      </Section>
      <Section title="What it knows" description="Facts it may state. It says that it does not know what is not here.">
        <TextSetting
          control={control}
          name="config.settings.businessFacts"
          label="Business facts"
          rows={8}
          maxLength={8000}
          placeholder={'Open: Monday to Saturday, 9 AM to 7 PM\nAddress: 12 MG Road\nConsultation: ₹500'}
          hint="One fact a line: hours, address, services, prices."
        />
        <KeytermsSetting control={control} />
      </Section>
      <Section title="What it says">
        <TextSetting control={control} name="config.greeting" label="Greeting" rows={2} maxLength={600} />
        <TextSetting
          control={control}
          name="config.settings.notice"
          label="Notice"
          rows={2}
          maxLength={500}
          placeholder="This call is recorded."
          hint="Spoken first and cannot be interrupted: for recording or AI disclosure. Blank: no notice."
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextSetting control={control} name="config.fallbackMessage" label="When something fails" rows={3} maxLength={600} />
          <TextSetting control={control} name="config.settings.goodbyeText" label="Goodbye" rows={3} maxLength={300} />
        </div>
      </Section>
      <Section title="Voice and language">
        <div className="grid gap-4 sm:grid-cols-2">
          <VoiceSetting control={control} canEdit={canEdit} />
          <LanguageSetting control={control} canEdit={canEdit} />
          <RecogniserSetting control={control} canEdit={canEdit} />
        </div>
      </Section>
      <Section title="What it takes down" description="Noted during the call and shown on the call page, with how sure it was.">
        <ExtractionSetting control={control} />
        <SwitchSetting control={control} name="config.enableExtraction" label="Take notes during calls" />
        <SwitchSetting
          control={control}
          name="config.enableMemory"
          label="Remember callers"
          hint="Greets people who called before by name and knows what was said."
        />
      </Section>
      <Section title="Silence and limits">
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberSetting
            control={control}
            name="config.maxCallDurationSeconds"
            label="Longest call"
            unit="minutes"
            perUnit={60}
            min={0.5}
            max={60}
            step={0.5}
          />
          <NumberSetting
            control={control}
            name="config.settings.endOfTurnSilenceMs"
            label="Pause that ends a turn"
            unit="ms"
            min={200}
            max={3000}
            step={50}
            hint="Longer for people who think while they speak."
          />
          <NumberSetting
            control={control}
            name="config.settings.silencePromptAfterMs"
            label="Ask again after silence of"
            unit="seconds"
            perUnit={1000}
            min={2}
            max={60}
          />
          <NumberSetting
            control={control}
            name="config.settings.silencePrompts"
            label="Ask again at most"
            unit="times, then goodbye"
            min={0}
            max={5}
          />
        </div>
        <TextSetting control={control} name="config.settings.silencePromptText" label="Asked after silence" maxLength={300} />
      </Section>
      <Section title="Putting callers through">
        <SwitchSetting control={control} name="config.settings.allowTransfer" label="May put callers through to a person" />
        <TextSetting
          control={control}
          name="config.settings.transferNumber"
          label="To this number"
          maxLength={20}
          placeholder="+919876543210"
          hint="With country code. Blank: the fallback number of the business."
        />
      </Section>
    </fieldset>
  )
}

function Section({ title, description, children }: { title: string; description?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 border-t pt-5 first-of-type:border-0 first-of-type:pt-0">
      <div>
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {description ? <p className="text-pretty text-sm text-muted">{description}</p> : null}
      </div>
      {children}
    </section>
  )
}

function LanguageSetting({ control, canEdit }: { control: Control<DraftForm>; canEdit: boolean }) {
  const { field } = useController({ control, name: 'config.language' })
  const options = LANGUAGES.some(({ value }) => value === field.value)
    ? LANGUAGES
    : [...LANGUAGES, { value: field.value, label: field.value }]
  return (
    <Field label="Language of calls">
      {(props) =>
        canEdit ? (
          <Combobox {...props} value={field.value} onValueChange={field.onChange} options={options} searchPlaceholder="Search languages…" />
        ) : (
          <Input {...props} readOnly value={options.find(({ value }) => value === field.value)?.label ?? field.value} />
        )
      }
    </Field>
  )
}

function RecogniserSetting({ control, canEdit }: { control: Control<DraftForm>; canEdit: boolean }) {
  const { field } = useController({ control, name: 'config.settings.speechToText' })
  return (
    <Field label="Speech to text">
      {(props) => <Select {...props} value={field.value} onValueChange={field.onChange} options={RECOGNISERS} disabled={!canEdit} />}
    </Field>
  )
}

function KeytermsSetting({ control }: { control: Control<DraftForm> }) {
  const { field } = useController({ control, name: 'config.settings.keyterms' })
  const words: string[] = field.value
  const [typed, setTyped] = useState(words.join(', '))
  // What is typed may hold a comma the list does not have yet; a list that changed otherwise replaces it.
  const shown = wordsIn(typed).join() === words.join() ? typed : words.join(', ')
  return (
    <Field label="Words to listen for" hint="Names and services callers use, separated by commas.">
      {(props) => (
        <Input
          {...props}
          ref={field.ref}
          name={field.name}
          value={shown}
          onBlur={field.onBlur}
          onChange={(event) => {
            setTyped(event.target.value)
            field.onChange(wordsIn(event.target.value))
          }}
        />
      )}
    </Field>
  )
}

function wordsIn(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim().slice(0, 60))
    .filter(Boolean)
    .slice(0, 50)
}

function ExtractionSetting({ control }: { control: Control<DraftForm> }) {
  const { field } = useController({ control, name: 'config.extractionSchemas' })
  const chosen: string[] = field.value
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {extractionChoices().map((choice) => (
        <label
          key={choice.name}
          className="flex min-w-0 items-start gap-3 rounded-md border bg-surface px-3 py-2 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="checkbox"
            className="mt-1 size-4 shrink-0 accent-accent"
            checked={chosen.includes(choice.name)}
            onChange={(event) =>
              field.onChange(event.target.checked ? [...chosen, choice.name] : chosen.filter((name) => name !== choice.name))
            }
          />
          <span className="min-w-0">
            <span className="block text-sm font-medium">{choice.title}</span>
            <span className="block truncate text-xs text-muted">{choice.fields.map((name) => name.replaceAll('_', ' ')).join(', ')}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
