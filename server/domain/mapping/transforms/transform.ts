import type { LocalTime } from '../zoned-time'

type About = { label: string; description: string }

/**
 * Turns one value into what is said. Pure; text comes in clean (see sanitise-value.ts) and one line long.
 * `apply` returns null when there is nothing to say.
 */
export type Transform = About &
  (
    | { kind: 'text'; apply: (text: string) => string | null /** Joins parts of the text that stood apart. */; isRecombined?: true }
    | { kind: 'minutes'; apply: (minutes: number) => string | null }
    | { kind: 'count'; apply: (count: number) => string | null }
    | { kind: 'time'; apply: (time: LocalTime) => string | null }
    | { kind: 'phone'; apply: (phone: string) => string | null }
  )
