'use client'

import { CalendarDays, Play, UserRound, UserRoundX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReviewItemView } from '@/server/domain/linking/link-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import type { Turn } from '@/server/domain/transcript/turn'
import { usePlayback } from '../calls/playback'
import { Instant } from '../format/instant'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { evidenceText, spokenPart } from './evidence-text'
import { ruleText } from './rule-text'
import { findTellingTurn } from './telling-turn'

export type Candidate = ReviewItemView['candidates'][number]

export function nameOfCandidate({ contactName, contactPhone }: Candidate): string {
  return contactName ?? (contactPhone ? formatPhone(contactPhone) : 'a contact without a name')
}

/** Whose call it may have been, each with the words that speak for it. */
export function CandidateList({
  candidates,
  turns,
  canHear,
  isBusy,
  isFirstPrimary,
  onChoose,
  action,
}: {
  candidates: Candidate[]
  turns: Turn[]
  canHear: boolean
  isBusy: boolean
  /** The first is what we would choose, if anything speaks for it. */
  isFirstPrimary: boolean
  /** Null: nobody we know. */
  onChoose: (candidate: Candidate | null) => void
  /** What else can be done with the caller. */
  action: ReactNode
}) {
  return (
    <ol className="flex flex-col gap-2">
      {candidates.map((candidate, position) => (
        <li key={`${candidate.contactId}-${candidate.bookingId}`} className="rounded-md border bg-surface p-3">
          <div className="flex items-start gap-3">
            {position < 5 ? <Kbd>{position + 1}</Kbd> : null}
            <div className="min-w-0 flex-1">
              <p className="flex items-start gap-1.5 font-medium">
                <UserRound aria-hidden className="mt-0.75 size-4 shrink-0 text-muted" />
                <span className="min-w-0 [overflow-wrap:anywhere]">{nameOfCandidate(candidate)}</span>
              </p>
              {candidate.contactName && candidate.contactPhone ? (
                <p className="tnum pl-5.5 text-sm text-muted">{formatPhone(candidate.contactPhone)}</p>
              ) : null}
              <p className="mt-0.5 flex items-start gap-1.5 text-sm text-muted">
                <CalendarDays aria-hidden className="mt-0.5 size-4 shrink-0" />
                <span className="min-w-0">
                  {candidate.bookingStartsAt ? (
                    <>
                      {candidate.bookingType ?? 'Booking'}, <Instant iso={candidate.bookingStartsAt} />
                    </>
                  ) : (
                    'No booking'
                  )}
                </span>
              </p>
            </div>
            <div className="flex shrink-0 flex-col items-end gap-1">
              <Button
                size="sm"
                variant={position === 0 && isFirstPrimary && candidate.score > 0 ? 'primary' : 'secondary'}
                disabled={isBusy}
                aria-label={`Choose ${nameOfCandidate(candidate)}${candidate.bookingType ? `, ${candidate.bookingType}` : ''}`}
                onClick={() => onChoose(candidate)}
              >
                Choose
              </Button>
              <span className="tnum text-sm text-muted">{candidate.score} points</span>
            </div>
          </div>
          {candidate.reasons.length > 0 ? (
            <ul className="mt-2 flex flex-col gap-1 border-t pt-2 text-sm">
              {candidate.reasons.map((reason) => (
                <Reason
                  key={`${reason.rule}-${reason.evidence}`}
                  {...reason}
                  turn={findTellingTurn(spokenPart(reason.evidence), turns)}
                  canHear={canHear}
                />
              ))}
            </ul>
          ) : null}
        </li>
      ))}
      {action ? <li>{action}</li> : null}
      <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed p-3">
        <Kbd>n</Kbd>
        <span className="flex min-w-0 flex-1 basis-40 items-center gap-1.5">
          <UserRoundX aria-hidden className="size-4 shrink-0 text-muted" />
          {candidates.length === 0 ? 'Nobody to keep' : candidates.length === 1 ? 'Not this one' : 'Nobody of these'}
        </span>
        <Button size="sm" disabled={isBusy} onClick={() => onChoose(null)}>
          Leave unlinked
        </Button>
      </li>
    </ol>
  )
}

function Reason({
  rule,
  points,
  evidence,
  turn,
  canHear,
}: Candidate['reasons'][number] & { /** Where it was said. */ turn: Turn | null; canHear: boolean }) {
  const playback = usePlayback()
  const text = evidenceText(evidence, turn !== null)
  return (
    <li className="flex items-start gap-2">
      <span className="tnum w-8 shrink-0 text-right text-muted">{points > 0 ? `+${points}` : points}</span>
      <span className="min-w-0 flex-1 text-pretty [overflow-wrap:anywhere]">
        {ruleText(rule)}
        {evidence ? <span className="text-muted"> · {text}</span> : null}
      </span>
      {turn && canHear ? (
        <Button
          variant="ghost"
          size="icon-sm"
          className="-my-1"
          onClick={() => playback.seek(turn.startedMs, { play: true })}
          aria-label={`Listen to ${text}`}
        >
          <Play aria-hidden />
        </Button>
      ) : null}
    </li>
  )
}
