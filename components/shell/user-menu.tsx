'use client'

import { useMutation } from '@tanstack/react-query'
import { Keyboard, LogOut, Monitor, MonitorSmartphone, Moon, Sun } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { classNames } from '../ui/class-names'
import { ConfirmDialog } from '../ui/dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { useDesk } from './tenant-context'
import { applyTheme, readTheme, type Theme } from './theme'

const THEME_CHOICES = [
  { value: 'system', label: 'Like this device', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const

const ROLE_NAMES = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member' }

export function UserMenu({ isCompact = false, onShowShortcuts }: { isCompact?: boolean; onShowShortcuts: () => void }) {
  const { account, tenant } = useDesk()
  const api = useApi()
  const [theme, setTheme] = useState<Theme>('system')
  const [isConfirming, setIsConfirming] = useState(false)
  const signOutEverywhere = useMutation(
    api.account.signOutEverywhere.mutationOptions({
      onSuccess: () => signOut({ callbackUrl: '/sign-in' }),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const name = account.name ?? account.email

  return (
    <>
      <DropdownMenu onOpenChange={(isOpen) => isOpen && setTheme(readTheme(document.documentElement.dataset.theme))}>
        <DropdownMenuTrigger
          aria-label={`${name}: account and appearance`}
          className={classNames(
            'flex items-center gap-2.5 rounded-md text-left transition-colors hover:bg-hover',
            isCompact ? 'size-9 justify-center' : 'h-11 w-full px-2',
          )}
        >
          <span aria-hidden className="flex size-7 shrink-0 items-center justify-center rounded-full border bg-surface text-xs font-medium">
            {(Array.from(name)[0] ?? '?').toUpperCase()}
          </span>
          {isCompact ? null : (
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{name}</span>
              <span className="block truncate text-xs text-muted">{ROLE_NAMES[tenant.role]}</span>
            </span>
          )}
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-60">
          <div className="px-2 pt-1.5 pb-2">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate text-sm text-muted">{account.email}</p>
          </div>
          <DropdownMenuSeparator />
          <DropdownMenuLabel>Appearance</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={theme}>
            {THEME_CHOICES.map(({ value, label, icon: Icon }) => (
              <DropdownMenuRadioItem
                key={value}
                value={value}
                onSelect={(event) => {
                  event.preventDefault()
                  setTheme(value)
                  applyTheme(value)
                }}
              >
                <Icon aria-hidden />
                {label}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={onShowShortcuts}>
            <Keyboard aria-hidden />
            Keyboard shortcuts
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => signOut({ callbackUrl: '/sign-in' })}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setIsConfirming(true)}>
            <MonitorSmartphone aria-hidden />
            Sign out everywhere
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setIsConfirming}
        title="Sign out everywhere?"
        description="Every browser and phone where you are signed in is signed out, this one included. Calls go on being answered."
        confirmLabel="Sign out everywhere"
        isBusy={signOutEverywhere.isPending}
        onConfirm={() => signOutEverywhere.mutate()}
      />
    </>
  )
}
