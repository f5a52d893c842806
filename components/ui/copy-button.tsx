'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Button } from './button'

/** Copies `value`; `label` names what is copied, for the accessible name. */
export function CopyButton({ value, label, hasText = false }: { value: string; label: string; hasText?: boolean }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setIsCopied(true)
    } catch {
      toast.error('The browser did not allow copying. Select the text and copy it by hand.')
    }
  }

  return (
    <>
      <Button variant={hasText ? 'secondary' : 'ghost'} size={hasText ? 'sm' : 'icon-sm'} aria-label={`Copy ${label}`} onClick={copy}>
        {isCopied ? <Check aria-hidden className="text-live" /> : <Copy aria-hidden />}
        {hasText ? (isCopied ? 'Copied' : 'Copy') : null}
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? `${label} copied` : ''}
      </span>
    </>
  )
}
