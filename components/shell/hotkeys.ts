'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'

const STORE_KEY = 'single-key-shortcuts'
const SEQUENCE_MS = 1200
const listeners = new Set<() => void>()

function areOn(): boolean {
  try {
    return localStorage.getItem(STORE_KEY) !== 'off'
  } catch {
    return true
  }
}

/** Single keys can get in the way of speech input and screen readers: they can be switched off (WCAG 2.1.4). */
export function useAreHotkeysOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    areOn,
    () => true,
  )
}

export function switchHotkeys(isOn: boolean): void {
  try {
    localStorage.setItem(STORE_KEY, isOn ? 'on' : 'off')
  } catch {
    // Private windows may keep nothing: the setting then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

/**
 * Keys of a page: `j`, `?`, or a sequence such as `g c`. Not while typing, in a dialog or a menu, or with a modifier held.
 * The newest handlers are always used; the map may be a literal.
 */
export function useHotkeys(keys: Record<string, () => void>): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    let first: { key: string; at: number } | null = null
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !areOn() || isTyping(event.target)) return
      const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : null
      first = null
      const handler = (sequence ? latest.current[sequence] : undefined) ?? latest.current[event.key]
      if (handler) {
        event.preventDefault()
        handler()
      } else if (Object.keys(latest.current).some((key) => key.startsWith(`${event.key} `))) {
        first = { key: event.key, at: event.timeStamp }
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role=dialog],[role=menu],[role=listbox],[role=combobox]')) return true
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio')
  )
}
