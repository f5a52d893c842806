'use client'

import { createContext, type ReactNode, type RefObject, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

/** Where the recording is being heard: shared by the player, the transcript and whoever wants to jump. */
type Playback = {
  audio: RefObject<HTMLAudioElement | null>
  subscribe: (listener: () => void) => () => void
  positionMs: () => number
  isPlaying: () => boolean
  seek: (ms: number, options?: { play?: boolean }) => void
  toggle: () => void
}

const PlaybackContext = createContext<Playback | null>(null)

export function PlaybackProvider({ url, children }: { url: string | null; children: ReactNode }) {
  const audio = useRef<HTMLAudioElement>(null)
  const listeners = useRef(new Set<() => void>())

  const playback = useMemo<Playback>(() => {
    const notify = () => {
      for (const listener of listeners.current) listener()
    }
    return {
      audio,
      subscribe: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
      // Whole: 1.005 s is not 1004.9999999999999 ms, which would be the turn before.
      positionMs: () => Math.round((audio.current?.currentTime ?? 0) * 1000),
      isPlaying: () => audio.current !== null && !audio.current.paused,
      seek: (ms, options) => {
        if (!audio.current) return
        audio.current.currentTime = Math.max(0, ms / 1000)
        if (options?.play) void audio.current.play().catch(() => {})
        notify()
      },
      toggle: () => {
        if (!audio.current) return
        if (audio.current.paused) void audio.current.play().catch(() => {})
        else audio.current.pause()
      },
    }
  }, [])

  useEffect(() => {
    const element = audio.current
    if (!element) return
    let frame = 0
    const notify = () => {
      for (const listener of listeners.current) listener()
    }
    // timeupdate comes four times a second; a transcript that follows needs more while playing.
    const tick = () => {
      notify()
      frame = element.paused ? 0 : requestAnimationFrame(tick)
    }
    const onPlay = () => {
      cancelAnimationFrame(frame)
      tick()
    }
    const events = ['pause', 'ended', 'seeking', 'seeked', 'timeupdate', 'loadedmetadata'] as const
    element.addEventListener('play', onPlay)
    for (const name of events) element.addEventListener(name, notify)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('play', onPlay)
      for (const name of events) element.removeEventListener(name, notify)
    }
  }, [])

  return (
    <PlaybackContext value={playback}>
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript beside it is its caption */}
      <audio ref={audio} src={url ?? undefined} preload="metadata" className="hidden" />
      {children}
    </PlaybackContext>
  )
}

export function usePlayback(): Playback {
  const playback = useContext(PlaybackContext)
  if (!playback) throw new Error('usePlayback is for the call page')
  return playback
}

/** Renders again only when what `select` makes of the position changes. It must return a plain value. */
export function usePlaybackValue<Value extends string | number | boolean | null>(select: (playback: Playback) => Value): Value {
  const playback = usePlayback()
  return useSyncExternalStore(
    playback.subscribe,
    () => select(playback),
    () => select(playback),
  )
}
