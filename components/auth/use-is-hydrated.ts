'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False until the page answers to clicks: a form sent before would be an ordinary request and lose what was typed. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
