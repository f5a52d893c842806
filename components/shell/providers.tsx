'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { ApiProvider } from '../api/api'
import { Toaster } from '../ui/toaster'
import { TooltipProvider } from '../ui/tooltip'

const NonceContext = createContext<string | undefined>(undefined)

/** Of this page's content security policy: for libraries that write style elements. */
export const useNonce = () => useContext(NonceContext)

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NonceContext value={nonce}>
      <ApiProvider>
        <TooltipProvider delayDuration={350}>{children}</TooltipProvider>
        <Toaster />
      </ApiProvider>
    </NonceContext>
  )
}
