'use client'

import { Ellipsis, type LucideIcon, PhoneCall, Search } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { buttonStyle } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Dialog, DialogClose, DialogTrigger, SheetContent } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { CommandPalette } from './command-palette'
import { useHotkeys } from './hotkeys'
import { LiveIndicator } from './live-indicator'
import { LiveUpdates } from './live-updates'
import { DESTINATIONS, type Destination, isAt } from './navigation'
import { ShortcutsDialog } from './shortcuts-dialog'
import { useDesk } from './tenant-context'
import { TenantSwitcher } from './tenant-switcher'
import { UserMenu } from './user-menu'

const ON_THE_BAR = 4

export function Shell({ children }: { children: ReactNode }) {
  const { path, isAllowed } = useDesk()
  const router = useRouter()
  const [isPaletteOpen, setIsPaletteOpen] = useState(false)
  const [areShortcutsOpen, setAreShortcutsOpen] = useState(false)
  const destinations = DESTINATIONS.filter(({ action }) => isAllowed(action))

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setIsPaletteOpen((isOpen) => !isOpen)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  useHotkeys({
    '?': () => setAreShortcutsOpen(true),
    t: () => router.push(path('/test-call')),
    ...Object.fromEntries(destinations.map(({ keys, path: target }) => [`g ${keys}`, () => router.push(path(target))])),
  })

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-70 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus-visible:translate-y-0"
      >
        Skip to content
      </a>
      <LiveUpdates />
      <Sidebar destinations={destinations} onSearch={() => setIsPaletteOpen(true)} onShowShortcuts={() => setAreShortcutsOpen(true)} />
      <TopBar onSearch={() => setIsPaletteOpen(true)} onShowShortcuts={() => setAreShortcutsOpen(true)} />
      <main id="content" tabIndex={-1} className="min-w-0 px-4 pt-5 pb-28 focus-visible:outline-none sm:px-6 md:px-8 md:pt-7 md:pb-16">
        <div className="mx-auto max-w-6xl">{children}</div>
      </main>
      <BottomBar destinations={destinations} />
      <CommandPalette isOpen={isPaletteOpen} onOpenChange={setIsPaletteOpen} />
      <ShortcutsDialog isOpen={areShortcutsOpen} onOpenChange={setAreShortcutsOpen} />
    </div>
  )
}

type Openers = { onSearch: () => void; onShowShortcuts: () => void }

function Sidebar({ destinations, onSearch, onShowShortcuts }: Openers & { destinations: Destination[] }) {
  const { path, isAllowed } = useDesk()
  const pathname = usePathname()
  return (
    <header className="sticky top-0 hidden h-dvh flex-col gap-1 border-r bg-background px-3 py-3 md:flex">
      <TenantSwitcher />
      <div className="mt-1 flex gap-2">
        {isAllowed('calls.test') ? (
          <Link href={path('/test-call')} className={classNames(buttonStyle({ variant: 'primary', size: 'sm' }), 'flex-1')}>
            <PhoneCall aria-hidden />
            Call my agent
          </Link>
        ) : null}
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="mt-1 flex h-8 items-center gap-2.5 rounded-md border bg-surface px-2 text-sm text-muted transition-colors hover:bg-hover"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">Jump to…</span>
        <Kbd>⌘K</Kbd>
      </button>
      <nav aria-label="Main" className="mt-3 flex flex-col gap-0.5 overflow-y-auto">
        {destinations.map((destination) => {
          const isCurrent = isAt(pathname, path(), destination)
          return (
            <Link
              key={destination.path}
              href={path(destination.path)}
              aria-current={isCurrent ? 'page' : undefined}
              className={classNames(
                'focus-inset flex h-8.5 shrink-0 items-center gap-2.5 rounded-md px-2 transition-colors',
                isCurrent ? 'bg-sunken font-medium text-foreground' : 'text-muted hover:bg-hover hover:text-foreground',
              )}
            >
              <NavIcon icon={destination.icon} isCurrent={isCurrent} />
              {destination.label}
            </Link>
          )
        })}
      </nav>
      <div className="mt-auto flex flex-col gap-1 pt-3">
        <LiveIndicator />
        <UserMenu onShowShortcuts={onShowShortcuts} />
      </div>
    </header>
  )
}

/** Beats while its page is on the way. */
function NavIcon({ icon: Icon, isCurrent }: { icon: LucideIcon; isCurrent: boolean }) {
  const { pending } = useLinkStatus()
  return <Icon aria-hidden className={classNames('size-4', (isCurrent || pending) && 'text-accent', pending && 'animate-pulse-soft')} />
}

function TopBar({ onSearch, onShowShortcuts }: Openers) {
  return (
    <header className="sticky top-0 z-40 flex h-14 items-center gap-1 border-b bg-background px-2 md:hidden">
      <TenantSwitcher className="flex-1" />
      <LiveIndicator isCompact />
      <button
        type="button"
        aria-label="Jump to…"
        onClick={onSearch}
        className="flex size-10 items-center justify-center rounded-md text-muted"
      >
        <Search aria-hidden className="size-5" />
      </button>
      <UserMenu isCompact onShowShortcuts={onShowShortcuts} />
    </header>
  )
}

function BottomBar({ destinations }: { destinations: Destination[] }) {
  const { path } = useDesk()
  const pathname = usePathname()
  const shown = destinations.slice(0, ON_THE_BAR)
  const more = destinations.slice(ON_THE_BAR)
  const isInMore = more.some((destination) => isAt(pathname, path(), destination))
  const cell = 'focus-inset flex min-h-14 flex-1 flex-col items-center justify-center gap-1 rounded-md text-xs'
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-40 flex border-t bg-background px-1 pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map((destination) => {
        const isCurrent = isAt(pathname, path(), destination)
        const Icon = destination.icon
        return (
          <Link
            key={destination.path}
            href={path(destination.path)}
            aria-current={isCurrent ? 'page' : undefined}
            className={classNames(cell, isCurrent ? 'font-medium text-accent' : 'text-muted')}
          >
            <Icon aria-hidden className="size-5" />
            {destination.label}
          </Link>
        )
      })}
      <Dialog>
        <DialogTrigger className={classNames(cell, isInMore ? 'font-medium text-accent' : 'text-muted')}>
          <Ellipsis aria-hidden className="size-5" />
          More
        </DialogTrigger>
        <SheetContent title="More">
          <ul className="flex flex-col gap-1">
            <li>
              <DialogClose asChild>
                <Link href={path('/test-call')} className="flex h-12 items-center gap-3 rounded-md px-2 text-lg hover:bg-hover">
                  <PhoneCall aria-hidden className="size-5 text-accent" />
                  Call my agent
                </Link>
              </DialogClose>
            </li>
            {more.map((destination) => (
              <li key={destination.path}>
                <DialogClose asChild>
                  <Link
                    href={path(destination.path)}
                    aria-current={isAt(pathname, path(), destination) ? 'page' : undefined}
                    className="flex h-12 items-center gap-3 rounded-md px-2 text-lg hover:bg-hover aria-[current]:bg-sunken"
                  >
                    <destination.icon aria-hidden className="size-5 text-muted" />
                    {destination.label}
                  </Link>
                </DialogClose>
              </li>
            ))}
          </ul>
        </SheetContent>
      </Dialog>
    </nav>
  )
}
