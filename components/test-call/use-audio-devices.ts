'use client'

import { useCallback, useEffect, useState } from 'react'

export type AudioDevice = { id: string; label: string }

/** Microphones and loudspeakers. Browsers name them only once the microphone was allowed: `refreshKey` asks again. */
export function useAudioDevices(refreshKey: unknown): { microphones: AudioDevice[]; loudspeakers: AudioDevice[] } {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the key changes
  useEffect(() => {
    const media = navigator.mediaDevices
    if (!media?.enumerateDevices) return
    let isGone = false
    const refresh = () => {
      media
        .enumerateDevices()
        .then((found) => {
          if (!isGone) setDevices(found)
        })
        .catch(() => {})
    }
    refresh()
    media.addEventListener('devicechange', refresh)
    return () => {
      isGone = true
      media.removeEventListener('devicechange', refresh)
    }
  }, [refreshKey])
  const ofKind = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId && device.label)
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { microphones: ofKind('audioinput'), loudspeakers: 'setSinkId' in audioContextPrototype() ? ofKind('audiooutput') : [] }
}

function audioContextPrototype(): object {
  return typeof AudioContext === 'undefined' ? {} : AudioContext.prototype
}

/** A device this browser remembers; blank is the system's own choice. */
export function useStoredDevice(key: string): [string, (id: string) => void] {
  const [id, setId] = useState('')
  useEffect(() => {
    try {
      setId(localStorage.getItem(key) ?? '')
    } catch {
      // Nothing is remembered in this window.
    }
  }, [key])
  const choose = useCallback(
    (next: string) => {
      setId(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // The choice then lasts as long as the page.
      }
    },
    [key],
  )
  return [id, choose]
}
