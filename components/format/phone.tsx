'use client'

import type { ClipboardEvent } from 'react'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { classNames } from '../ui/class-names'

/** A phone number for reading; copying it gives E.164. */
export function Phone({
  number,
  withheld = 'Number withheld',
  className,
}: {
  number: string | null
  withheld?: string
  className?: string
}) {
  if (!number) return <span className={classNames('text-muted', className)}>{withheld}</span>

  function copyAsE164(event: ClipboardEvent) {
    const selected = window.getSelection()?.toString() ?? ''
    // Only when the number itself is what was selected: a longer selection stays as it is.
    if (selected.replace(/\D/g, '') !== number?.replace(/\D/g, '')) return
    event.clipboardData.setData('text/plain', number)
    event.preventDefault()
  }

  return (
    <span title={number} onCopy={copyAsE164} className={classNames('tnum whitespace-nowrap', className)}>
      {formatPhone(number)}
    </span>
  )
}
