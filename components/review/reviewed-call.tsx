'use client'

import { useQuery } from '@tanstack/react-query'
import { Pause, Play, UserPlus } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import type { ReviewItemView } from '@/server/domain/linking/link-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import type { Turn } from '@/server/domain/transcript/turn'
import { useApi } from '../api/api'
import { otherPhone } from '../calls/caller-name'
import { turnAt } from '../calls/conversation'
import { PlaybackProvider, usePlayback, usePlaybackValue } from '../calls/playback'
import { Instant } from '../format/instant'
import { formatDuration } from '../format/time'
import { useHotkeys } from '../shell/hotkeys'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import { type Candidate, CandidateList, nameOfCandidate } from './candidate-list'
import { findFirstTellingTurn } from './telling-turn'
import type { Decisions } from './use-decisions'

/** Keys for the first five candidates. */
const NUMBER_KEYS = [1, 2, 3, 4, 5]

type Review = { item: ReviewItemView; decisions: Decisions }

/** One call: what was said, where it can be heard, and who it may have been. */
export function ReviewedCall(review: Review) {
  const { item } = review
  const { tenant } = useDesk()
  const api = useApi()
  const call = useQuery(api.calls.get.queryOptions({ tenantSlug: tenant.slug, callId: item.callId }))
  return (
    <PlaybackProvider url={item.hasRecording ? (call.data?.recordingUrl ?? null) : null}>
      <Loaded {...review} turns={call.data?.turns ?? []} />
    </PlaybackProvider>
  )
}

function Loaded({ item, decisions, turns }: Review & { turns: Turn[] }) {
  const { isAllowed } = useDesk()
  const playback = usePlayback()
  const canChoose = isAllowed('links.write') && !decisions.isBusy
  const phone = otherPhone(item)
  const isNew = phone !== null && !item.candidates.some(({ contactPhone }) => contactPhone === phone)
  const canMakeContact = isNew && isAllowed('contacts.write')
  const telling = findFirstTellingTurn(item, turns)
  const tellingMs = telling?.startedMs ?? null
  useEffect(() => {
    if (tellingMs !== null) playback.seek(tellingMs)
  }, [playback, tellingMs])

  function choose(candidate: Candidate | null) {
    if (!canChoose) return
    const told = candidate ? `Linked to ${nameOfCandidate(candidate)}` : 'Left unlinked'
    decisions.choose(item, { contactId: candidate?.contactId ?? null, bookingId: candidate?.bookingId ?? null }, told)
  }
  function makeContact() {
    if (!canChoose || !phone || !canMakeContact) return
    void decisions.makeContact(item, phone)
  }
  useHotkeys({
    ...Object.fromEntries(
      NUMBER_KEYS.map((number) => [
        String(number),
        () => {
          const candidate = item.candidates[number - 1]
          if (candidate) choose(candidate)
        },
      ]),
    ),
    n: () => choose(null),
    '0': () => choose(null),
    c: makeContact,
    ' ': () => playback.toggle(),
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <TheCall item={item} turns={turns} telling={telling} />
      <section aria-label="Candidates" className="min-w-0">
        <CandidateList
          candidates={item.candidates}
          turns={turns}
          canHear={item.hasRecording}
          isBusy={!canChoose}
          isFirstPrimary={item.status === 'NEEDS_REVIEW'}
          onChoose={choose}
          action={
            canMakeContact ? (
              <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border bg-surface p-3">
                <Kbd>c</Kbd>
                <span className="min-w-0 flex-1 basis-40">Somebody new: keep {formatPhone(phone)} as a contact</span>
                <Button
                  size="sm"
                  variant={item.candidates.length === 0 ? 'primary' : 'secondary'}
                  disabled={!canChoose}
                  onClick={makeContact}
                >
                  <UserPlus aria-hidden />
                  Make a contact
                </Button>
              </div>
            ) : null
          }
        />
      </section>
    </div>
  )
}

function TheCall({ item, turns, telling }: { item: ReviewItemView; turns: Turn[]; telling: Turn | null }) {
  const { path } = useDesk()
  const phone = otherPhone(item)
  return (
    <section aria-label="The call" className="min-w-0 rounded-md border bg-surface p-4">
      <h2 className="tnum text-lg">{phone ? formatPhone(phone) : 'Number withheld'}</h2>
      <p className="mb-3 text-sm text-muted">
        {item.direction === 'INBOUND' ? 'Called' : 'Was called'} <Instant iso={item.startedAt} />
        {item.durationSeconds === null ? null : ` · ${formatDuration(item.durationSeconds)}`} ·{' '}
        <Link href={path(`/calls/${item.callId}`)} className="underline underline-offset-2">
          Open the call
        </Link>
      </p>
      {item.hasRecording ? <ListenBar telling={telling} /> : <p className="mb-3 text-sm text-muted">There is no recording of this call.</p>}
      {turns.length > 0 ? (
        <Turns turns={turns} telling={telling} canHear={item.hasRecording} />
      ) : (
        <p className="text-pretty">{item.excerpt || 'Nothing was written down of this call.'}</p>
      )}
    </section>
  )
}

function ListenBar({ telling }: { telling: Turn | null }) {
  const playback = usePlayback()
  const isPlaying = usePlaybackValue((each) => each.isPlaying())
  const seconds = usePlaybackValue((each) => Math.floor(each.positionMs() / 1000))
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button size="sm" onClick={() => playback.toggle()} aria-keyshortcuts="Space" className="w-24">
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        {isPlaying ? 'Pause' : 'Play'}
      </Button>
      <span className="tnum text-sm text-muted">{formatDuration(seconds)}</span>
      {telling ? (
        <Button size="sm" variant="ghost" onClick={() => playback.seek(telling.startedMs, { play: true })}>
          Telling words at <span className="tnum">{formatDuration(telling.startedMs / 1000)}</span>
        </Button>
      ) : null}
    </div>
  )
}

function Turns({ turns, telling, canHear }: { turns: Turn[]; telling: Turn | null; canHear: boolean }) {
  const playback = usePlayback()
  const list = useRef<HTMLOListElement>(null)
  const heard = usePlaybackValue((each) => (canHear && each.positionMs() > 0 ? turnAt(turns, each.positionMs()) : null))
  const shown = heard ?? telling?.index ?? null
  useEffect(() => {
    const box = list.current
    const row = box?.querySelector<HTMLElement>(`[data-turn="${shown}"]`)
    // Only the list moves: the page is where the reader put it.
    if (box && row) box.scrollTop = row.offsetTop - box.offsetTop - box.clientHeight / 3
  }, [shown])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <ol ref={list} aria-label="What was said" tabIndex={0} className="relative flex max-h-96 flex-col overflow-y-auto text-pretty">
      {turns.map((turn) => (
        <li
          key={turn.index}
          data-turn={turn.index}
          aria-current={turn.index === shown ? 'true' : undefined}
          className={classNames(
            'flex gap-2 border-l-2 py-1 pr-1 pl-2 [overflow-wrap:anywhere]',
            turn.index === shown ? 'border-accent bg-accent-soft' : 'border-transparent',
          )}
        >
          {canHear ? (
            <button
              type="button"
              aria-label={`Play from ${formatDuration(turn.startedMs / 1000)}`}
              onClick={() => playback.seek(turn.startedMs, { play: true })}
              className="tnum flex h-6 w-9 shrink-0 items-center justify-end rounded-md px-1 text-sm text-muted hover:text-foreground"
            >
              {formatDuration(turn.startedMs / 1000)}
            </button>
          ) : null}
          <span className="min-w-0 flex-1">
            <span className="mr-2 text-sm text-muted">{turn.role === 'caller' ? 'Caller' : 'Agent'}</span>
            {turn.text}
          </span>
        </li>
      ))}
    </ol>
  )
}
