'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import type { Action } from '@/server/domain/access/can'
import type { TenantOverviewView } from '@/server/domain/tenants/tenant-view'
import { useDesk } from '../shell/tenant-context'
import { buttonStyle } from '../ui/button'
import { classNames } from '../ui/class-names'

type Steps = TenantOverviewView['firstRun']['steps']

/** Three steps to a phone that answers itself. */
export function FirstRun({ steps, agentId }: { steps: Steps; agentId: string | null }) {
  const { path, isAllowed } = useDesk()
  const TEXTS: Record<Steps[number]['key'], { title: string; body: string; label: string; to: string; action: Action }> = {
    listen_to_agent: {
      title: 'Listen to your agent',
      body: 'Call it from this browser and speak as a caller would.',
      label: 'Call my agent',
      to: path('/test-call'),
      action: 'calls.test',
    },
    connect_number: {
      title: 'Connect your number',
      body: 'Three addresses to paste into Exotel, and callers reach it.',
      label: 'Connect a number',
      to: path('/numbers'),
      action: 'numbers.write',
    },
    add_knowledge: {
      title: 'Add what it should know',
      body: 'Opening hours, address, services and prices.',
      label: 'Add facts',
      to: agentId ? path(`/agents/${agentId}`) : path('/agents'),
      action: 'agents.write',
    },
  }
  const next = steps.find((step) => !step.isDone)?.key
  return (
    <section aria-labelledby="first-run" className="rounded-md border bg-surface">
      <h2 id="first-run" className="px-5 pt-4 text-lg">
        Three steps to a phone that answers itself
      </h2>
      <ol className="grid gap-px sm:grid-cols-3">
        {steps.map((step, position) => {
          const { title, body, label, to, action } = TEXTS[step.key]
          return (
            <li key={step.key} className="flex flex-col items-start gap-1 px-5 py-4">
              <span
                className={classNames(
                  'tnum mb-1 flex size-7 items-center justify-center rounded-full text-sm font-medium',
                  step.isDone ? 'bg-live-soft text-live' : step.key === next ? 'bg-accent text-on-accent' : 'bg-sunken text-muted',
                )}
              >
                {step.isDone ? <Check aria-label="Done" className="size-4" /> : position + 1}
              </span>
              <h3 className="text-base">{title}</h3>
              <p className="flex-1 text-pretty text-sm text-muted">{body}</p>
              {isAllowed(action) && !step.isDone ? (
                <Link
                  href={to}
                  className={classNames(buttonStyle({ variant: step.key === next ? 'primary' : 'secondary', size: 'sm' }), 'mt-2')}
                >
                  {label}
                </Link>
              ) : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
