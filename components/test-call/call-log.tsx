'use client'

import { CircleCheck, CircleX, LoaderCircle, TriangleAlert, Wrench } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { splitHeard } from '../calls/split-heard'
import { classNames } from '../ui/class-names'
import type { Caption, TestCallState, ToolUse } from './call-state'

/** Live captions, with the tools used between them. Keeps to the end unless one scrolls up. */
export function CallLog({ log, agentName, className }: { log: TestCallState['log']; agentName: string; className?: string }) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the log may make it longer
  useEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight
  }, [log])
  return (
    <div
      ref={box}
      role="log"
      aria-label="Live captions"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        isAtEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 40
      }}
      className={classNames('focus-inset overflow-y-auto rounded-md', className)}
    >
      <ol className="flex min-h-full flex-col justify-end gap-3 p-4">
        {log.map((entry) => {
          if (entry.kind === 'tool') return <ToolLine key={`tool-${entry.tool.id}`} tool={entry.tool} />
          if (entry.kind === 'notice') {
            return (
              <li key={entry.id} className="flex items-center gap-2 text-sm text-warn">
                <TriangleAlert aria-hidden className="size-4 shrink-0" />
                {entry.text}
              </li>
            )
          }
          return <CaptionLine key={entry.caption.id} caption={entry.caption} agentName={agentName} />
        })}
      </ol>
    </div>
  )
}

function CaptionLine({ caption, agentName }: { caption: Caption; agentName: string }) {
  const isAgent = caption.role === 'agent'
  const { heard, unheard } = isAgent ? splitHeard(caption.text, caption.heard) : { heard: caption.text, unheard: '' }
  return (
    <li className={classNames('max-w-[88%]', isAgent ? 'self-start' : 'self-end text-right')}>
      <p className="text-xs text-muted">
        {isAgent ? agentName : 'You'}
        {caption.isInterrupted ? ' · interrupted' : ''}
      </p>
      <p
        className={classNames(
          'mt-0.5 inline-block rounded-md px-3 py-1.5 text-left text-pretty [overflow-wrap:anywhere]',
          isAgent ? 'bg-accent-soft' : 'bg-sunken',
          !caption.isFinal && !isAgent && 'text-muted',
        )}
      >
        {heard}
        {unheard ? (
          <s className="text-muted decoration-danger/60">
            <span className="sr-only">Not heard: </span>
            {heard ? ' ' : ''}
            {unheard}
          </s>
        ) : null}
      </p>
    </li>
  )
}

function ToolLine({ tool }: { tool: ToolUse }) {
  return (
    <li>
      <details className="rounded-md border text-sm">
        <summary className="flex min-h-8 list-none items-center gap-2 rounded-md px-2.5 py-1 [&::-webkit-details-marker]:hidden">
          <Wrench aria-hidden className="size-3.5 shrink-0 text-muted" />
          <code className="min-w-0 truncate font-mono text-xs">{tool.name}</code>
          {tool.isOk === null ? (
            <LoaderCircle aria-label="running" className="size-3.5 animate-turn text-muted" />
          ) : tool.isOk ? (
            <CircleCheck aria-label="done" className="size-3.5 text-live" />
          ) : (
            <CircleX aria-label="refused" className="size-3.5 text-danger" />
          )}
        </summary>
        <pre className="overflow-x-auto whitespace-pre-wrap border-t px-2.5 py-2 font-mono text-xs [overflow-wrap:anywhere]">
          {JSON.stringify(tool.argumentsShown, null, 2)}
          {tool.result === null ? '' : `\n→ ${JSON.stringify(tool.result, null, 2)}`}
        </pre>
      </details>
    </li>
  )
}
