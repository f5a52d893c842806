'use client'

import { CircleCheck, CircleX, LoaderCircle, Scissors, Wrench } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { isFinalStatus } from '@/server/domain/calls/call-status'
import type { CallView } from '@/server/domain/calls/call-view'
import type { Turn } from '@/server/domain/transcript/turn'
import { formatDuration, formatMs } from '../format/time'
import { useHotkeys } from '../shell/hotkeys'
import { classNames } from '../ui/class-names'
import { conversationOf, type ToolUse, turnAt } from './conversation'
import { usePlayback, usePlaybackValue } from './playback'
import { splitHeard } from './split-heard'

/**
 * The conversation. Follows the recording and jumps in it; `canSeek` is false while there is nothing to hear. The page may
 * have been opened at a moment: its turn is brought into view, with or without a recording.
 */
export function Transcript({
  call,
  agentName,
  canSeek,
  momentMs,
}: {
  call: CallView
  agentName: string
  canSeek: boolean
  momentMs: number | null
}) {
  const playback = usePlayback()
  const list = useRef<HTMLOListElement>(null)
  const momentIndex = momentMs === null ? null : turnAt(call.turns, momentMs)
  const positionIndex = usePlaybackValue((each) => (canSeek && each.positionMs() > 0 ? turnAt(call.turns, each.positionMs()) : null))
  const heardIndex = positionIndex ?? momentIndex
  const isPlaying = usePlaybackValue((each) => each.isPlaying())

  useEffect(() => {
    if (!isPlaying || heardIndex === null) return
    const row = list.current?.querySelector<HTMLElement>(`[data-turn="${heardIndex}"]`)
    const box = row?.getBoundingClientRect()
    // Only when it would be out of sight: nobody wants to read a page that moves all the time.
    if (row && box && (box.bottom > window.innerHeight - 120 || box.top < 200)) row.scrollIntoView({ block: 'center' })
  }, [heardIndex, isPlaying])

  useEffect(() => {
    if (momentIndex === null) return
    list.current?.querySelector(`[data-turn="${momentIndex}"]`)?.scrollIntoView({ block: 'center' })
  }, [momentIndex])

  function jump(step: 1 | -1) {
    const at = call.turns.findIndex((turn) => turn.index === heardIndex)
    const next = call.turns[at === -1 ? 0 : Math.min(call.turns.length - 1, Math.max(0, at + step))]
    if (next && canSeek) playback.seek(next.startedMs)
  }
  useHotkeys({ j: () => jump(1), k: () => jump(-1) })

  return (
    <ol ref={list} aria-label="Transcript" className="flex flex-col">
      {conversationOf(call).map((item) =>
        item.kind === 'turn' ? (
          <TurnRow
            key={`turn-${item.turn.index}`}
            turn={item.turn}
            speaker={item.turn.role === 'caller' ? 'Caller' : agentName}
            isHeard={item.turn.index === heardIndex}
            onSeek={canSeek ? () => playback.seek(item.turn.startedMs, { play: true }) : null}
          />
        ) : (
          <ToolRow key={`tool-${item.tool.id}`} tool={item.tool} isRunning={!isFinalStatus(call.status)} />
        ),
      )}
    </ol>
  )
}

function TurnRow({ turn, speaker, isHeard, onSeek }: { turn: Turn; speaker: string; isHeard: boolean; onSeek: (() => void) | null }) {
  const isAgent = turn.role === 'agent'
  const at = formatDuration(turn.startedMs / 1000)
  const { heard, unheard } = isAgent
    ? splitHeard(turn.text, turn.interrupted ? (turn.heardText ?? '') : turn.heardText)
    : { heard: turn.text, unheard: '' }

  function seekUnlessSelecting() {
    if (window.getSelection()?.isCollapsed ?? true) onSeek?.()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time in the row is the button; the row is a larger target for it
    <li
      data-turn={turn.index}
      aria-current={isHeard ? 'true' : undefined}
      onClick={onSeek ? seekUnlessSelecting : undefined}
      className={classNames(
        'grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-2 border-l-2 py-2 pr-3 pl-2 transition-colors',
        isHeard ? 'border-accent bg-accent-soft' : 'border-transparent',
        onSeek && !isHeard && 'cursor-pointer hover:bg-hover',
      )}
    >
      {onSeek ? (
        <button
          type="button"
          aria-label={`Play from ${at}`}
          onClick={(event) => {
            event.stopPropagation()
            onSeek()
          }}
          className="tnum flex h-6 items-center justify-end rounded-md px-1 text-sm text-muted hover:text-foreground"
        >
          {at}
        </button>
      ) : (
        <span className="tnum flex h-6 items-center justify-end px-1 text-sm text-muted">{at}</span>
      )}
      <div className="min-w-0">
        <div className="flex min-h-6 flex-wrap items-center gap-x-2 text-sm">
          <span className={classNames('font-medium', isAgent ? 'text-accent' : 'text-foreground')}>{speaker}</span>
          {turn.interrupted ? (
            <span className="inline-flex items-center gap-1 text-danger">
              <Scissors aria-hidden className="size-3.5" />
              interrupted
            </span>
          ) : null}
          {turn.timings?.firstFrameMs !== undefined && isAgent ? (
            <span className="tnum text-muted" title="From the caller's end of speech to the first sound of the answer">
              {formatMs(turn.timings.firstFrameMs)}
            </span>
          ) : null}
          {turn.confidence !== null && turn.confidence < 0.6 ? (
            <span className="text-warn">unclear ({Math.round(turn.confidence * 100)} %)</span>
          ) : null}
        </div>
        <p className="text-pretty [overflow-wrap:anywhere]" lang={turn.language ?? undefined}>
          {heard}
          {unheard ? (
            <>
              {heard ? ' ' : ''}
              <s title="The caller did not hear this" className="text-muted decoration-danger/60">
                <span className="sr-only">Not heard: </span>
                {unheard}
              </s>
            </>
          ) : null}
        </p>
      </div>
    </li>
  )
}

function ToolRow({ tool, isRunning }: { tool: ToolUse; isRunning: boolean }) {
  return (
    <li className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-2 border-l-2 border-transparent py-1.5 pr-3 pl-2">
      <span className="tnum flex h-8 items-center justify-end px-1 text-sm text-muted">{formatDuration(tool.atMs / 1000)}</span>
      <details className="group min-w-0 rounded-md border">
        <summary className="flex min-h-8 list-none items-center gap-2 rounded-md px-2.5 py-1 text-sm [&::-webkit-details-marker]:hidden">
          <Wrench aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="min-w-0 truncate">
            Used <code className="font-mono text-xs">{tool.name}</code>
          </span>
          {tool.isOk === null && !isRunning ? null : <ToolOutcome isOk={tool.isOk} />}
          <span className="ml-auto text-xs text-muted group-open:hidden">Show</span>
          <span className="ml-auto hidden text-xs text-muted group-open:inline">Hide</span>
        </summary>
        <div className="flex flex-col gap-2 border-t px-2.5 py-2">
          <ToolPart title="Asked with">{tool.argumentsShown}</ToolPart>
          <ToolPart title="Answered">{tool.result}</ToolPart>
        </div>
      </details>
    </li>
  )
}

function ToolOutcome({ isOk }: { isOk: boolean | null }) {
  if (isOk === null) {
    return (
      <span className="inline-flex items-center gap-1 text-muted">
        <LoaderCircle aria-hidden className="size-3.5" /> no answer yet
      </span>
    )
  }
  return isOk ? (
    <span className="inline-flex items-center gap-1 text-live">
      <CircleCheck aria-hidden className="size-3.5" /> done
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-danger">
      <CircleX aria-hidden className="size-3.5" /> refused
    </span>
  )
}

function ToolPart({ title, children }: { title: string; children: unknown }): ReactNode {
  if (children === null || children === undefined) return null
  return (
    <div>
      <p className="text-xs text-muted">{title}</p>
      <pre className="mt-0.5 overflow-x-auto whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
        {typeof children === 'string' ? children : JSON.stringify(children, null, 2)}
      </pre>
    </div>
  )
}
