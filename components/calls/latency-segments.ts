import type { TurnTimings } from '@/server/domain/transcript/turn'

/** In the order they happen. */
export const STAGES = [
  { key: 'endpointMs', label: 'Waiting for the end' },
  { key: 'transcriptMs', label: 'Understanding' },
  { key: 'firstTokenMs', label: 'Thinking' },
  { key: 'firstAudioMs', label: 'Speaking up' },
  { key: 'firstFrameMs', label: 'Sending' },
] as const

export type LatencySegment = { stage: (typeof STAGES)[number]['key']; label: string; ms: number }

/**
 * Stamps counted from the caller's end of speech become the time spent in each stage.
 * A stage that ended before the one in front of it took no time of its own: recognition runs while we wait.
 */
export function latencySegments(timings: TurnTimings | null): { segments: LatencySegment[]; totalMs: number } {
  const segments: LatencySegment[] = []
  let reachedMs = 0
  for (const { key, label } of STAGES) {
    const stamp = timings?.[key]
    if (stamp === undefined) continue
    segments.push({ stage: key, label, ms: Math.max(0, stamp - reachedMs) })
    reachedMs = Math.max(reachedMs, stamp)
  }
  return { segments, totalMs: reachedMs }
}
