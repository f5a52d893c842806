'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'

/** Filters kept in the address bar: a list can be linked to, reloaded and gone back to. Blank values leave it. */
export function useUrlState(): { values: URLSearchParams; set: (changes: Record<string, string | null>) => void } {
  const searchParams = useSearchParams()
  const pathname = usePathname()
  const values = useMemo(() => new URLSearchParams(searchParams.toString()), [searchParams])
  const set = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(window.location.search)
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      const query = next.toString()
      // Not the router: nothing on the server depends on filters, so there is nothing to wait for.
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname)
    },
    [pathname],
  )
  return { values, set }
}
