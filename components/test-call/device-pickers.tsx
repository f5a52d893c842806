'use client'

import { Select } from '../ui/select'
import type { AudioDevice } from './use-audio-devices'

const SYSTEM_DEVICE = 'system'

export function DevicePickers({
  microphones,
  loudspeakers,
  microphoneId,
  loudspeakerId,
  onMicrophone,
  onLoudspeaker,
}: {
  microphones: AudioDevice[]
  loudspeakers: AudioDevice[]
  microphoneId: string
  loudspeakerId: string
  onMicrophone: (id: string) => void
  onLoudspeaker: (id: string) => void
}) {
  if (microphones.length === 0 && loudspeakers.length === 0) {
    return (
      <p className="text-center text-xs text-muted">The browser asks for the microphone when you call. Devices can be chosen after that.</p>
    )
  }
  return (
    <div className="flex flex-col gap-2 text-left">
      {microphones.length > 0 ? <DevicePicker label="Microphone" devices={microphones} id={microphoneId} onChoose={onMicrophone} /> : null}
      {loudspeakers.length > 0 ? (
        <DevicePicker label="Loudspeaker" devices={loudspeakers} id={loudspeakerId} onChoose={onLoudspeaker} />
      ) : null}
    </div>
  )
}

function DevicePicker({
  label,
  devices,
  id,
  onChoose,
}: {
  label: string
  devices: AudioDevice[]
  id: string
  onChoose: (id: string) => void
}) {
  const isKnown = devices.some((device) => device.id === id)
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-2 text-sm">
      <span className="text-muted">{label}</span>
      <Select
        aria-label={label}
        value={isKnown ? id : SYSTEM_DEVICE}
        onValueChange={(value) => onChoose(value === SYSTEM_DEVICE ? '' : value)}
        options={[
          { value: SYSTEM_DEVICE, label: 'System default' },
          ...devices.filter(({ id: each }) => each !== 'default').map((device) => ({ value: device.id, label: device.label })),
        ]}
      />
    </div>
  )
}
