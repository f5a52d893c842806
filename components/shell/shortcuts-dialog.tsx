'use client'

import { Dialog, DialogContent } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { Switch } from '../ui/switch'
import { switchHotkeys, useAreHotkeysOn } from './hotkeys'
import { DESTINATIONS } from './navigation'

const GROUPS: { title: string; rows: { keys: string[]; does: string }[] }[] = [
  {
    title: 'Anywhere',
    rows: [
      { keys: ['⌘', 'K'], does: 'Jump to a call, contact, number or page (Ctrl K)' },
      { keys: ['t'], does: 'Call my agent' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'In lists',
    rows: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['x'], does: 'Choose the row; with Shift, every row up to it' },
      { keys: ['Esc'], does: 'Choose none' },
      { keys: ['/'], does: 'Search the list' },
    ],
  },
  {
    title: 'On a call',
    rows: [
      { keys: ['Space'], does: 'Play or pause' },
      { keys: ['←', '→'], does: 'Back or forward 5 seconds' },
      { keys: ['j', 'k'], does: 'Next or previous turn' },
    ],
  },
  {
    title: 'In the review queue',
    rows: [
      { keys: ['1', '…', '5'], does: 'Choose a candidate' },
      { keys: ['n'], does: 'Nobody of these' },
      { keys: ['c'], does: 'Make the caller a contact' },
      { keys: ['u'], does: 'Take the last decision back' },
      { keys: ['Space'], does: 'Play the telling words, or pause' },
      { keys: ['j', 'k'], does: 'Skip or go back' },
    ],
  },
]

export function ShortcutsDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const areOn = useAreHotkeysOn()
  const goTo = { title: 'Go to', rows: DESTINATIONS.map(({ keys, label }) => ({ keys: ['g', keys], does: label })) }
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts" className="sm:max-w-2xl">
        <div className="grid gap-6 sm:grid-cols-2">
          {[...GROUPS, goTo].map((group) => (
            <section key={group.title}>
              <h3 className="mb-2 text-sm text-muted">{group.title}</h3>
              <dl className="flex flex-col gap-1.5">
                {group.rows.map((row) => (
                  <div key={row.does} className="flex items-baseline justify-between gap-4">
                    <dt className="order-last flex shrink-0 gap-1">
                      {row.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dt>
                    <dd>{row.does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <div className="mt-6 flex items-center justify-between gap-4 border-t pt-4">
          <label htmlFor="single-keys">
            <span className="block font-medium">Single-key shortcuts</span>
            <span className="block text-sm text-muted">Switch off when they get in the way of speech input or a screen reader.</span>
          </label>
          <Switch id="single-keys" checked={areOn} onCheckedChange={switchHotkeys} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
