'use client'

import { Search, X } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useHotkeys } from '../shell/hotkeys'
import { classNames } from '../ui/class-names'
import { fieldStyle } from '../ui/input'

const PAUSE_MS = 250

/**
 * Searches while one types, after a short pause. `/` focuses it. What is typed gives way when `value` changes from elsewhere,
 * as by opening a search that was kept.
 */
export function SearchField({
  label,
  value,
  onChange,
  className,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  className?: string
}) {
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  /** What was asked for and has not come back as `value`: the address bar is behind while one types. */
  const asked = useRef<string[]>([])
  const ask = useCallback((text: string) => {
    // Enter may be pressed in the pause.
    if (asked.current.at(-1) === text) return
    asked.current.push(text)
    latest.current(text)
  }, [])
  useEffect(() => {
    const at = asked.current.indexOf(value)
    asked.current = asked.current.slice(at + 1)
    if (at >= 0) return
    asked.current = []
    setTyped(value)
  }, [value])
  useEffect(() => {
    const text = typed.trim()
    if (text === value) return
    const timer = setTimeout(() => ask(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, value, ask])
  useHotkeys({ '/': () => input.current?.focus() })

  return (
    <div className={classNames('relative min-w-0', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed.trim() !== value) ask(typed.trim())
          if (event.key === 'Escape' && typed === '') input.current?.blur()
        }}
        className={classNames(fieldStyle, 'h-9 px-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {typed ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            setTyped('')
            if (value !== '') ask('')
            input.current?.focus()
          }}
          className="absolute top-1.5 right-1.5 flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-foreground"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  )
}
