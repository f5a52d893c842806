'use client'

import { Download, Pause, Play } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import WaveSurfer from 'wavesurfer.js'
import type { Turn } from '@/server/domain/transcript/turn'
import { formatDuration } from '../format/time'
import { useHotkeys } from '../shell/hotkeys'
import { useNonce } from '../shell/providers'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Select } from '../ui/select'
import { usePlayback, usePlaybackValue } from './playback'
import { type Peaks, WavPeaksReader } from './wav-peaks'

const BINS = 1600
const LANE_PX = 44
const SKIP_MS = 5000
const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'].map((value) => ({ value, label: `${value}×` }))

/** Both sides of a call, one lane each, with the turns behind the sound. */
export function CallPlayer({ url, durationMs, turns, agentName }: { url: string; durationMs: number; turns: Turn[]; agentName: string }) {
  const playback = usePlayback()
  const isPlaying = usePlaybackValue((each) => each.isPlaying())
  const [speed, setSpeed] = useState('1')
  useHotkeys({
    ' ': () => playback.toggle(),
    // biome-ignore lint/correctness/noComponentHookFactories: names of keys
    ArrowLeft: () => playback.seek(playback.positionMs() - SKIP_MS),
    // biome-ignore lint/correctness/noComponentHookFactories: names of keys
    ArrowRight: () => playback.seek(playback.positionMs() + SKIP_MS),
  })

  function changeSpeed(value: string) {
    setSpeed(value)
    if (playback.audio.current) playback.audio.current.playbackRate = Number(value)
  }

  return (
    <section aria-label="Recording" className="sticky top-16 z-20 rounded-md border bg-surface md:top-3">
      <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] sm:grid-cols-[6rem_minmax(0,1fr)]">
        <div className="flex flex-col border-r text-sm text-muted">
          <LaneLabel>Caller</LaneLabel>
          <LaneLabel className="border-t">{agentName}</LaneLabel>
        </div>
        <Waveform url={url} durationMs={durationMs} turns={turns} />
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t px-3 py-2">
        <Button variant="primary" size="sm" onClick={() => playback.toggle()} className="w-24">
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <Clock durationMs={durationMs} />
        <div className="ml-auto flex items-center gap-2">
          <Select aria-label="Speed" value={speed} onValueChange={changeSpeed} options={SPEEDS} className="h-8 w-20 border-border" />
          <Button asChild variant="ghost" size="sm">
            <a href={url} download>
              <Download aria-hidden />
              <span className="max-sm:sr-only">Download</span>
            </a>
          </Button>
        </div>
      </div>
    </section>
  )
}

function LaneLabel({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span style={{ height: LANE_PX }} className={classNames('flex items-center truncate px-3', className)}>
      {children}
    </span>
  )
}

function Clock({ durationMs }: { durationMs: number }) {
  const seconds = usePlaybackValue((playback) => Math.floor(playback.positionMs() / 1000))
  return (
    <span className="tnum text-sm text-muted">
      <span className="text-foreground">{formatDuration(seconds)}</span> / {formatDuration(durationMs / 1000)}
    </span>
  )
}

function Waveform({ url, durationMs, turns }: { url: string; durationMs: number; turns: Turn[] }) {
  const playback = usePlayback()
  const nonce = useNonce()
  const container = useRef<HTMLDivElement>(null)
  const peaks = usePeaks(url)

  useEffect(() => {
    const element = container.current
    const media = playback.audio.current
    if (!peaks || !element || !media) return
    // A canvas cannot read CSS variables: the colours of the moment are taken from elements that carry them.
    const draw = () =>
      WaveSurfer.create({
        container: element,
        media,
        peaks: peaks.channels,
        duration: peaks.durationSeconds,
        height: LANE_PX,
        barWidth: 2,
        barGap: 1,
        barRadius: 1,
        interact: false,
        hideScrollbar: true,
        cursorColor: colorOf(element, 'var(--foreground)'),
        cursorWidth: 1,
        splitChannels: peaks.channels.map((_, channel) => ({
          waveColor: colorOf(element, `color-mix(in oklab, ${channel === 0 ? 'var(--lane-caller)' : 'var(--accent)'} 55%, transparent)`),
          progressColor: colorOf(element, channel === 0 ? 'var(--lane-caller)' : 'var(--accent)'),
          height: LANE_PX,
        })),
        ...(nonce ? { cspNonce: nonce } : {}),
      })
    let surfer = draw()
    const redraw = () => {
      surfer.destroy()
      surfer = draw()
    }
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const theme = new MutationObserver(redraw)
    scheme.addEventListener('change', redraw)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      scheme.removeEventListener('change', redraw)
      theme.disconnect()
      surfer.destroy()
    }
  }, [peaks, playback, nonce])

  return (
    <div
      style={{ height: LANE_PX * 2 }}
      className="relative has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2"
    >
      <TurnLanes turns={turns} durationMs={durationMs} />
      <div ref={container} aria-hidden className="absolute inset-0 overflow-hidden" />
      <PositionSlider durationMs={durationMs} />
    </div>
  )
}

function TurnLanes({ turns, durationMs }: { turns: Turn[]; durationMs: number }) {
  const total = Math.max(durationMs, 1)
  return (
    <div aria-hidden className="absolute inset-0">
      <span className="absolute inset-x-0 top-1/2 h-px bg-border" />
      {turns.map((turn) => (
        <span
          key={turn.index}
          style={{
            left: `${(turn.startedMs / total) * 100}%`,
            width: `${Math.max(0.3, ((turn.endedMs - turn.startedMs) / total) * 100)}%`,
          }}
          className={classNames(
            'absolute h-1/2 rounded-md',
            turn.role === 'caller' ? 'top-0 bg-sunken' : 'top-1/2 bg-accent-soft',
            turn.interrupted && 'rounded-r-none border-r-2 border-danger',
          )}
        />
      ))}
    </div>
  )
}

/** An ordinary slider over the picture: pointer, keyboard and screen reader all work on it. */
function PositionSlider({ durationMs }: { durationMs: number }) {
  const playback = usePlayback()
  const seconds = usePlaybackValue((each) => Math.round(each.positionMs() / 250) / 4)
  return (
    <input
      type="range"
      aria-label="Position in the recording"
      aria-valuetext={`${formatDuration(seconds)} of ${formatDuration(durationMs / 1000)}`}
      min={0}
      max={Math.max(0.25, durationMs / 1000)}
      step={0.25}
      value={seconds}
      onChange={(event) => playback.seek(Number(event.target.value) * 1000)}
      onKeyDown={(event) => {
        if (event.key !== ' ') return
        event.preventDefault()
        playback.toggle()
      }}
      className="absolute inset-0 m-0 h-full w-full cursor-pointer opacity-0"
    />
  )
}

function usePeaks(url: string): Peaks | null {
  const [peaks, setPeaks] = useState<Peaks | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    setPeaks(null)
    readPeaks(url, abort.signal)
      .then(setPeaks)
      // Without a picture the recording still plays, and the turns behind it still show.
      .catch(() => {})
    return () => abort.abort()
  }, [url])
  return peaks
}

async function readPeaks(url: string, signal: AbortSignal): Promise<Peaks | null> {
  const response = await fetch(url, { signal })
  if (!response.ok || !response.body) return null
  const reader = new WavPeaksReader(BINS)
  const stream = response.body.getReader()
  for (;;) {
    const { done, value } = await stream.read()
    if (done) return reader.result()
    reader.push(value)
  }
}

/** Resolves a colour expression to what the browser paints for it here. */
function colorOf(parent: HTMLElement, expression: string): string {
  const probe = document.createElement('span')
  probe.style.color = expression
  parent.append(probe)
  const color = getComputedStyle(probe).color
  probe.remove()
  return color
}
