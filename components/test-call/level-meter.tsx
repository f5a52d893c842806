'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { classNames } from '../ui/class-names'
import type { Levels } from './use-test-call'

/** Loudness of one side, drawn outside React: it changes twenty times a second. */
export function LevelMeter({
  label,
  side,
  levels,
  isActive,
}: {
  label: string
  side: keyof Levels
  levels: RefObject<Levels>
  isActive: boolean
}) {
  const bar = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = bar.current
    if (!isActive || !element) return
    let frame = 0
    let shown = 0
    const draw = () => {
      // Ears hear in decibels: −54 dB is nothing, 0 dB is all. Falls slower than it rises.
      const level = levels.current[side]
      const target = level > 0 ? Math.max(0, Math.min(1, 1 + (20 * Math.log10(level)) / 54)) : 0
      shown = target > shown ? target : shown * 0.88 + target * 0.12
      element.style.transform = `scaleX(${shown.toFixed(3)})`
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => {
      cancelAnimationFrame(frame)
      element.style.transform = 'scaleX(0)'
    }
  }, [isActive, levels, side])
  return (
    <div className="flex items-center gap-2 text-sm text-muted">
      <span className="w-14 shrink-0 truncate">{label}</span>
      <span aria-hidden className="h-2 flex-1 overflow-hidden rounded-full bg-sunken">
        <span
          ref={bar}
          className={classNames('block h-full origin-left scale-x-0 rounded-full', side === 'agent' ? 'bg-accent' : 'bg-live')}
        />
      </span>
    </div>
  )
}
