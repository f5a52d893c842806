'use client'

import { useCallback, useEffect, useState } from 'react'

/** A set of names this browser remembers, such as hidden columns. */
export function useStoredSet(key: string, initial: string[]): [ReadonlySet<string>, (name: string) => void] {
  const [names, setNames] = useState<ReadonlySet<string>>(() => new Set(initial))
  useEffect(() => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      if (Array.isArray(stored)) setNames(new Set(stored.map(String)))
    } catch {
      // Unreadable or forbidden storage: the defaults stand.
    }
  }, [key])
  const toggle = useCallback(
    (name: string) => {
      setNames((current) => {
        const next = new Set(current)
        if (!next.delete(name)) next.add(name)
        try {
          localStorage.setItem(key, JSON.stringify([...next]))
        } catch {
          // The choice then lasts as long as the page.
        }
        return next
      })
    },
    [key],
  )
  return [names, toggle]
}
