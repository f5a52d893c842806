'use client'

import { Grip, Mic, MicOff, PhoneCall, PhoneOff, SendHorizontal, Volume2 } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { endReasonText } from '../calls/end-reason'
import { formatDuration } from '../format/time'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { classNames } from '../ui/class-names'
import { Input } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { Select } from '../ui/select'
import { CallLog } from './call-log'
import type { AgentState } from './call-state'
import { LatencyReadout } from './latency-readout'
import { LevelMeter } from './level-meter'
import { MICROPHONE_PROBLEMS } from './microphone'
import { type AudioDevice, useAudioDevices, useStoredDevice } from './use-audio-devices'
import { type TestCall, useTestCall } from './use-test-call'

const AGENT_STATES: Record<AgentState, string> = {
  greeting: 'Greeting',
  listening: 'Listening',
  hearing: 'Hearing you',
  thinking: 'Thinking',
  speaking: 'Speaking',
  ended: 'Ended',
}
const SYSTEM_DEVICE = 'system'

/** Calls an agent from this page, by voice or by typing. */
export function TestCallPanel({
  agentId,
  agentName,
  useDraft,
  onEnded,
  className,
}: {
  agentId: string
  agentName: string
  useDraft: boolean
  /** The call is over and is found under this id. */
  onEnded?: (callId: string) => void
  className?: string
}) {
  const call = useTestCall(agentId, useDraft)
  const { state } = call
  const [microphoneId, setMicrophoneId] = useStoredDevice('test-call-microphone')
  const [loudspeakerId, setLoudspeakerId] = useStoredDevice('test-call-loudspeaker')
  const { microphones, loudspeakers } = useAudioDevices(state.phase)
  const isActive = state.phase === 'preparing' || state.phase === 'connecting' || state.phase === 'open'
  const start = (withMicrophone: boolean) => call.start({ withMicrophone, microphoneId, loudspeakerId })

  const ended = useRef(onEnded)
  useEffect(() => {
    ended.current = onEnded
  })
  useEffect(() => {
    if (state.phase === 'ended' && state.callId) ended.current?.(state.callId)
  }, [state.phase, state.callId])

  const devices = (
    <DevicePickers
      microphones={microphones}
      loudspeakers={loudspeakers}
      microphoneId={microphoneId}
      loudspeakerId={loudspeakerId}
      onMicrophone={(id) => {
        setMicrophoneId(id)
        call.changeMicrophone(id)
      }}
      onLoudspeaker={(id) => {
        setLoudspeakerId(id)
        call.changeLoudspeaker(id)
      }}
    />
  )

  return (
    <section aria-label="Test call" className={classNames('flex min-h-0 flex-col rounded-md border bg-surface', className)}>
      {isActive ? (
        <ActiveCall call={call} agentName={agentName} devices={devices} />
      ) : (
        <IdleCall
          call={call}
          agentName={agentName}
          useDraft={useDraft}
          devices={devices}
          onStart={start}
          hasOwnEnding={onEnded !== undefined}
        />
      )}
    </section>
  )
}

function IdleCall({
  call,
  agentName,
  useDraft,
  devices,
  onStart,
  hasOwnEnding,
}: {
  call: TestCall
  agentName: string
  useDraft: boolean
  devices: React.ReactNode
  onStart: (withMicrophone: boolean) => void
  hasOwnEnding: boolean
}) {
  const { path } = useDesk()
  const { state, microphoneProblem } = call
  const problem = microphoneProblem ? MICROPHONE_PROBLEMS[microphoneProblem] : null
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 px-5 py-8 text-center">
      {problem ? (
        <Callout tone="warn" title={problem.title} className="text-left">
          {problem.body}
        </Callout>
      ) : null}
      {state.failure ? (
        <Callout tone="danger" title="The call did not start" className="text-left">
          {state.failure}
        </Callout>
      ) : null}
      {state.phase === 'ended' ? (
        <div role="status">
          <p className="font-medium">{endReasonText(state.endReason) ?? 'The call ended'}</p>
          {state.callId ? (
            <Link href={path(`/calls/${state.callId}`)} className={classNames(buttonStyle(), 'mt-3')}>
              {hasOwnEnding ? 'Opening the call…' : 'Open the call'}
            </Link>
          ) : null}
        </div>
      ) : null}
      <button
        type="button"
        onClick={() => onStart(true)}
        className="flex size-28 flex-col items-center justify-center gap-2 rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-hover"
      >
        <PhoneCall aria-hidden className="size-8" />
        <span className="font-medium">{state.phase === 'ended' ? 'Call again' : 'Call'}</span>
      </button>
      <div>
        <p className="font-medium">
          {agentName}
          {useDraft ? ', with your unpublished changes' : ''}
        </p>
        <p className="mt-0.5 max-w-xs text-pretty text-sm text-muted">Speak as a caller would. Interrupt, change your mind, fall silent.</p>
      </div>
      <Button variant="ghost" size="sm" onClick={() => onStart(false)}>
        No microphone? Type instead
      </Button>
      <div className="w-full max-w-sm">{devices}</div>
    </div>
  )
}

function ActiveCall({ call, agentName, devices }: { call: TestCall; agentName: string; devices: React.ReactNode }) {
  const { state } = call
  const isOpen = state.phase === 'open'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3">
        <div className="min-w-0 flex-1 max-sm:basis-2/3">
          <p className="flex items-center gap-2 font-medium">
            <span aria-hidden className={classNames('size-2 rounded-full', isOpen ? 'animate-pulse-soft bg-live' : 'bg-field')} />
            {agentName}
          </p>
          <p role="status" className="text-sm text-muted">
            {isOpen
              ? state.agentState
                ? AGENT_STATES[state.agentState]
                : 'Connected'
              : state.phase === 'connecting'
                ? 'Connecting…'
                : 'Waiting for the microphone…'}
          </p>
        </div>
        <CallTimer isRunning={isOpen} />
        <div className="flex items-center gap-1.5 max-sm:w-full">
          {call.hasMicrophone ? (
            <Button
              size="icon"
              aria-label={call.isMuted ? 'Unmute' : 'Mute'}
              aria-pressed={call.isMuted}
              onClick={() => call.setMuted(!call.isMuted)}
            >
              {call.isMuted ? <MicOff aria-hidden className="text-danger" /> : <Mic aria-hidden />}
            </Button>
          ) : null}
          <Keypad digits={state.digits} onPress={call.press} isDisabled={!isOpen} />
          <Popover>
            <PopoverTrigger asChild>
              <Button size="icon" aria-label="Microphone and loudspeaker">
                <Volume2 aria-hidden />
              </Button>
            </PopoverTrigger>
            <PopoverContent align="end" aria-label="Microphone and loudspeaker" className="w-80">
              {devices}
            </PopoverContent>
          </Popover>
          <Button variant="danger" onClick={call.hangUp} className="max-sm:flex-1">
            <PhoneOff aria-hidden />
            End call
          </Button>
        </div>
      </div>
      <div className="grid gap-x-6 gap-y-1.5 border-b px-4 py-2.5 sm:grid-cols-2">
        <LevelMeter label="You" side="caller" levels={call.levels} isActive={isOpen && call.hasMicrophone && !call.isMuted} />
        <LevelMeter label={agentName} side="agent" levels={call.levels} isActive={isOpen} />
      </div>
      <CallLog log={state.log} agentName={agentName} className="h-64 min-h-0 flex-1 sm:h-80" />
      <div className="border-t px-4 py-2.5">
        <LatencyReadout latencies={state.latencies} />
      </div>
      <TypedTurn call={call} isDisabled={!isOpen} />
    </>
  )
}

function TypedTurn({ call, isDisabled }: { call: TestCall; isDisabled: boolean }) {
  const [text, setText] = useState('')
  function send(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    call.say(text.trim())
    setText('')
  }
  return (
    <form onSubmit={send} className="flex gap-2 border-t p-3">
      <Input
        aria-label="Type instead of talking"
        placeholder="Type instead of talking…"
        value={text}
        maxLength={1000}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="icon" aria-label="Send" disabled={isDisabled || text.trim() === ''}>
        <SendHorizontal aria-hidden />
      </Button>
    </form>
  )
}

function CallTimer({ isRunning }: { isRunning: boolean }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!isRunning) return
    const startedAt = performance.now()
    const timer = setInterval(() => setSeconds((performance.now() - startedAt) / 1000), 500)
    return () => clearInterval(timer)
  }, [isRunning])
  return <span className="tnum text-sm text-muted">{formatDuration(seconds)}</span>
}

function Keypad({ digits, onPress, isDisabled }: { digits: string; onPress: (digit: string) => void; isDisabled: boolean }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="icon" aria-label="Keypad" disabled={isDisabled}>
          <Grip aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Keypad" className="w-48">
        <output aria-label="Keys pressed" className="tnum mb-2 block h-6 truncate text-center font-mono">
          {digits}
        </output>
        <div className="grid grid-cols-3 gap-1.5">
          {['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'].map((digit) => (
            <Button key={digit} className="h-10 font-mono text-lg" onClick={() => onPress(digit)}>
              {digit}
            </Button>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  )
}

function DevicePickers({
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
