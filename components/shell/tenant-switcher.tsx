'use client'

import { Check, ChevronsUpDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { classNames } from '../ui/class-names'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { useDesk } from './tenant-context'

export function TenantSwitcher({ className }: { className?: string }) {
  const { tenant, account } = useDesk()
  const router = useRouter()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={`Business: ${tenant.name}. Switch`}
        className={classNames(
          'flex h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-hover',
          className,
        )}
      >
        <TenantMark name={tenant.name} />
        <span className="min-w-0 flex-1 truncate font-semibold">{tenant.name}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-64">
        <DropdownMenuLabel>Your businesses</DropdownMenuLabel>
        {account.tenants.map((other) => (
          <DropdownMenuItem key={other.id} onSelect={() => other.id !== tenant.id && router.push(`/${other.slug}`)}>
            <TenantMark name={other.name} />
            <span className="min-w-0 flex-1 truncate">{other.name}</span>
            {other.id === tenant.id ? <Check aria-label="current" /> : null}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function TenantMark({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase()
  return (
    <span
      aria-hidden
      className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent-soft text-xs font-semibold text-accent"
    >
      {initials}
    </span>
  )
}
