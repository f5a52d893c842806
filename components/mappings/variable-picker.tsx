'use client'

import { Command } from 'cmdk'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

/** The variables a source fills: taken from the known names, or typed. */
export function VariablePicker({
  label,
  variables,
  suggestions,
  isReadOnly,
  onChange,
}: {
  label: string
  variables: string[]
  suggestions: string[]
  isReadOnly: boolean
  onChange: (variables: string[]) => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      {variables.map((variable) => (
        <span key={variable} className="inline-flex h-6 max-w-full items-center rounded-md bg-sunken font-mono text-xs">
          <span className="truncate px-1.5">{variable}</span>
          {isReadOnly ? null : (
            <button
              type="button"
              aria-label={`Remove ${variable} from ${label}`}
              onClick={() => onChange(variables.filter((each) => each !== variable))}
              className="flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-foreground"
            >
              <X aria-hidden className="size-3" />
            </button>
          )}
        </span>
      ))}
      {isReadOnly ? null : (
        <Popover open={isOpen} onOpenChange={setIsOpen}>
          <PopoverTrigger asChild>
            <Button variant="ghost" size="icon-sm" className="size-6" aria-label={`Add a variable to ${label}`}>
              <Plus aria-hidden />
            </Button>
          </PopoverTrigger>
          <PopoverContent aria-label={`Variables for ${label}`} className="w-72 p-0">
            <Choices
              suggestions={suggestions.filter((name) => !variables.includes(name))}
              onChoose={(variable) => {
                if (!variables.includes(variable)) onChange([...variables, variable])
                setIsOpen(false)
              }}
            />
          </PopoverContent>
        </Popover>
      )}
    </div>
  )
}

function Choices({ suggestions, onChoose }: { suggestions: string[]; onChoose: (variable: string) => void }) {
  const [typed, setTyped] = useState('')
  const name = toVariableName(typed)
  const matching = suggestions.filter((suggestion) => suggestion.includes(name))
  return (
    <Command shouldFilter={false} label="Variable name">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Name of the variable…"
        className="h-10 w-full border-b bg-transparent px-3 outline-none"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-4 text-center text-sm text-muted">Type a name.</Command.Empty>
        {matching.map((suggestion) => (
          <Choice key={suggestion} value={suggestion} onChoose={onChoose}>
            <span className="font-mono text-xs">{suggestion}</span>
          </Choice>
        ))}
        {name && !matching.includes(name) ? (
          <Choice value={name} onChoose={onChoose}>
            <span>
              New: <span className="font-mono text-xs">{name}</span>
            </span>
          </Choice>
        ) : null}
      </Command.List>
    </Command>
  )
}

function Choice({ value, onChoose, children }: { value: string; onChoose: (value: string) => void; children: React.ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={() => onChoose(value)}
      className="flex min-h-8 items-center rounded-md px-2 py-1 data-[selected=true]:bg-hover"
    >
      {children}
    </Command.Item>
  )
}

/** What people type as the name of a variable: `Loyalty tier` → `loyalty_tier`. */
export function toVariableName(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 64)
}
