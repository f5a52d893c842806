'use client'

import { Mic, MicOff, PhoneCall, PhoneOff, SendHorizontal, Volume2 } from 'lucide-react'
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
import { CallLog } from './call-log'
import type { AgentState } from './call-state'
import { DevicePickers } from './device-pickers'
import { Keypad } from './keypad'
import { LatencyReadout } from './latency-readout'
import { LevelMeter } from './level-meter'
import { MICROPHONE_PROBLEMS } from './microphone'
import { useAudioDevices, useStoredDevice } from './use-audio-devices'
import { type TestCall, useTestCall } from './use-test-call'

const AGENT_STATES: Record<AgentState, string> = {
  greeting: 'Greeting',
  listening: 'Listening',
  hearing: 'Hearing you',
  thinking: 'Thinking',
  speaking: 'Speaking',
  ended: 'Ended',
}
/** Between the bars of a phone, else within the window: the captions scroll inside, the field stays in sight. */
const ACTIVE_HEIGHT = 'h-[min(40rem,calc(100dvh-8.5rem-env(safe-area-inset-bottom)))] md:h-[min(40rem,calc(100dvh-3rem))]'

/** Calls an agent from this page, by voice or by typing. */
export function TestCallPanel({
  agentId,
  agentName,
  useDraft,
  onEnded,
  onActiveChange,
  className,
}: {
  agentId: string
  agentName: string
  useDraft: boolean
  /** The call is over and is found under this id. */
  onEnded?: (callId: string) => void
  onActiveChange?: (isActive: boolean) => void
  className?: string
}) {
  const call = useTestCall(agentId, useDraft)
  const { state } = call
  const [microphoneId, setMicrophoneId] = useStoredDevice('test-call-microphone')
  const [loudspeakerId, setLoudspeakerId] = useStoredDevice('test-call-loudspeaker')
  const { microphones, loudspeakers } = useAudioDevices(state.phase)
  const isActive = state.phase === 'preparing' || state.phase === 'connecting' || state.phase === 'open'
  const [isTyped, setIsTyped] = useState(false)
  function start(withMicrophone: boolean) {
    setIsTyped(!withMicrophone)
    call.start({ withMicrophone, microphoneId, loudspeakerId })
  }

  const ended = useRef(onEnded)
  const activeChanged = useRef(onActiveChange)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    ended.current = onEnded
    activeChanged.current = onActiveChange
  })
  useEffect(() => {
    activeChanged.current?.(isActive)
  }, [isActive])
  useEffect(() => {
    if (!isActive) return
    // What is above it may leave when a call begins: it is brought into sight where it then stands.
    const frame = requestAnimationFrame(() => panel.current?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [isActive])
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
    <section
      ref={panel}
      aria-label="Test call"
      data-active={isActive || undefined}
      className={classNames(
        'flex min-h-0 scroll-mb-18 flex-col rounded-md border bg-surface md:scroll-mb-4',
        isActive && ACTIVE_HEIGHT,
        className,
      )}
    >
      {isActive ? (
        <ActiveCall call={call} agentName={agentName} devices={devices} isTyped={isTyped} />
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

function ActiveCall({
  call,
  agentName,
  devices,
  isTyped,
}: {
  call: TestCall
  agentName: string
  devices: React.ReactNode
  isTyped: boolean
}) {
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
      <CallLog log={state.log} agentName={agentName} className="min-h-24 flex-1" />
      <div className="border-t px-4 py-2.5">
        <LatencyReadout latencies={state.latencies} />
      </div>
      <TypedTurn call={call} isDisabled={!isOpen} isFocused={isTyped} />
    </>
  )
}

function TypedTurn({ call, isDisabled, isFocused }: { call: TestCall; isDisabled: boolean; isFocused: boolean }) {
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFocused) field.current?.focus({ preventScroll: true })
  }, [isFocused])
  function send(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    call.say(text.trim())
    setText('')
  }
  return (
    <form onSubmit={send} className="flex gap-2 border-t p-3">
      <Input
        ref={field}
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
