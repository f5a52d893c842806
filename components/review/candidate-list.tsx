'use client'

import { CalendarDays, Play, UserRound, UserRoundX } from 'lucide-react'
import type { ReviewItemView } from '@/server/domain/linking/link-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import type { Turn } from '@/server/domain/transcript/turn'
import { usePlayback } from '../calls/playback'
import { Instant } from '../format/instant'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { ruleText } from './rule-text'
import { findTellingTurn } from './telling-turn'

type Candidate = ReviewItemView['candidates'][number]

/** Whose call it may have been, each with the words that speak for it. */
export function CandidateList({
  candidates,
  turns,
  canHear,
  isBusy,
  onChoose,
}: {
  candidates: Candidate[]
  turns: Turn[]
  canHear: boolean
  isBusy: boolean
  /** Null: nobody we know. */
  onChoose: (candidate: Candidate | null) => void
}) {
  return (
    <ol className="flex flex-col gap-2">
      {candidates.map((candidate, position) => (
        <li key={`${candidate.contactId}-${candidate.bookingId}`} className="rounded-md border bg-surface p-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Kbd>{position + 1}</Kbd>
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-1.5 font-medium">
                <UserRound aria-hidden className="size-4 text-muted" />
                {candidate.contactName ?? (candidate.contactPhone ? formatPhone(candidate.contactPhone) : 'Contact without a name')}
                <span className="tnum text-sm font-normal text-muted">
                  {candidate.contactPhone ? formatPhone(candidate.contactPhone) : null}
                </span>
              </p>
              <p className="flex items-center gap-1.5 text-sm text-muted">
                <CalendarDays aria-hidden className="size-4" />
                {candidate.bookingStartsAt ? (
                  <>
                    {candidate.bookingType ?? 'Booking'}, <Instant iso={candidate.bookingStartsAt} />
                  </>
                ) : (
                  'No booking'
                )}
              </p>
            </div>
            <span className="tnum text-sm text-muted">{candidate.score} points</span>
            <Button size="sm" variant={position === 0 ? 'primary' : 'secondary'} disabled={isBusy} onClick={() => onChoose(candidate)}>
              Choose
            </Button>
          </div>
          <ul className="mt-2 flex flex-col gap-1 border-t pt-2 text-sm">
            {candidate.reasons.map((reason) => (
              <Reason
                key={`${reason.rule}-${reason.evidence}`}
                {...reason}
                turn={canHear ? findTellingTurn(reason.evidence, turns) : null}
              />
            ))}
          </ul>
        </li>
      ))}
      <li className="flex flex-wrap items-center gap-3 rounded-md border border-dashed p-3">
        <Kbd>0</Kbd>
        <span className="flex flex-1 items-center gap-1.5">
          <UserRoundX aria-hidden className="size-4 text-muted" />
          Nobody of these
        </span>
        <Button size="sm" disabled={isBusy} onClick={() => onChoose(null)}>
          Leave unlinked
        </Button>
      </li>
    </ol>
  )
}

function Reason({ rule, points, evidence, turn }: Candidate['reasons'][number] & { turn: Turn | null }) {
  const playback = usePlayback()
  return (
    <li className="flex items-start gap-2">
      <span className="tnum w-10 shrink-0 text-right text-muted">{points > 0 ? `+${points}` : points}</span>
      <span className="min-w-0 flex-1">
        {ruleText(rule)}
        {evidence ? <span className="text-muted"> · “{evidence}”</span> : null}
      </span>
      {turn ? (
        <Button
          variant="ghost"
          size="sm"
          onClick={() => playback.seek(turn.startedMs, { play: true })}
          aria-label={`Listen to “${evidence}”`}
        >
          <Play aria-hidden />
        </Button>
      ) : null}
    </li>
  )
}
