'use client'

import { useMutation } from '@tanstack/react-query'
import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { CallAudio, SAMPLE_RATE_HZ, stopStream } from './call-audio'
import { advanceTestCall, IDLE, type TestCallState } from './call-state'
import { MicrophoneError, type MicrophoneProblem, openMicrophone } from './microphone'
import { parseServerMessage } from './protocol'

/** Beyond this the network does not keep up, and late speech is worse than lost speech. */
const MAX_UNSENT_BYTES = 64_000
/** How long the server gets to say goodbye after hanging up. */
const GOODBYE_MS = 2_000

export type Levels = { caller: number; agent: number }

export type TestCall = {
  state: TestCallState
  /** Loudness now, 0–1: read it from an animation frame. */
  levels: RefObject<Levels>
  microphoneProblem: MicrophoneProblem | null
  hasMicrophone: boolean
  isMuted: boolean
  start: (options: { withMicrophone: boolean; microphoneId: string; loudspeakerId: string }) => void
  hangUp: () => void
  say: (text: string) => void
  press: (digit: string) => void
  interrupt: () => void
  setMuted: (isMuted: boolean) => void
  changeMicrophone: (deviceId: string) => void
  changeLoudspeaker: (deviceId: string) => void
  reset: () => void
}

type Line = { audio: CallAudio; socket: WebSocket | null; isHangingUp: boolean; isGone: boolean }

/** One call to an agent from this page. */
export function useTestCall(agentId: string, useDraft: boolean): TestCall {
  const { tenant } = useDesk()
  const api = useApi()
  const [state, dispatch] = useReducer(advanceTestCall, IDLE)
  const [microphoneProblem, setMicrophoneProblem] = useState<MicrophoneProblem | null>(null)
  const [hasMicrophone, setHasMicrophone] = useState(false)
  const [isMuted, setIsMuted] = useState(false)
  const levels = useRef<Levels>({ caller: 0, agent: 0 })
  const line = useRef<Line | null>(null)
  const { mutateAsync: startTest } = useMutation(api.calls.startTest.mutationOptions())

  const release = useCallback(() => {
    const current = line.current
    if (!current) return
    current.isGone = true
    line.current = null
    current.audio.close()
    if (current.socket && current.socket.readyState <= WebSocket.OPEN) current.socket.close(1000)
    levels.current = { caller: 0, agent: 0 }
  }, [])
  useEffect(() => release, [release])

  const start = useCallback<TestCall['start']>(
    ({ withMicrophone, microphoneId, loudspeakerId }) => {
      release()
      setMicrophoneProblem(null)
      setIsMuted(false)
      setHasMicrophone(false)
      dispatch({ type: 'preparing' })
      const send = (message: string | ArrayBuffer) => {
        const socket = own.socket
        if (socket?.readyState === WebSocket.OPEN) socket.send(message)
      }
      const audio = new CallAudio({
        onFrame: (pcm) => {
          if ((own.socket?.bufferedAmount ?? 0) < MAX_UNSENT_BYTES) send(pcm)
        },
        onMark: (name) => send(JSON.stringify({ type: 'mark', name })),
        onLevel: (side, level) => {
          levels.current[side] = level
        },
      })
      const own: Line = { audio, socket: null, isHangingUp: false, isGone: false }
      line.current = own

      async function connect() {
        const stream = withMicrophone ? await openMicrophone(microphoneId) : null
        if (own.isGone) {
          if (stream) stopStream(stream)
          return
        }
        await audio.open()
        if (stream) {
          audio.takeMicrophone(stream)
          setHasMicrophone(true)
        }
        if (loudspeakerId) await audio.setLoudspeaker(loudspeakerId).catch(() => {})
        const { callId, url } = await startTest({ tenantSlug: tenant.slug, agentId, useDraft })
        if (own.isGone) return
        dispatch({ type: 'connecting', callId })
        own.socket = openSocket(url, own)
      }

      function openSocket(url: string, owner: Line): WebSocket {
        const address = new URL(url)
        address.searchParams.set('sample_rate', String(SAMPLE_RATE_HZ))
        const socket = new WebSocket(address)
        socket.binaryType = 'arraybuffer'
        socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
          if (owner.isGone) return
          if (data instanceof ArrayBuffer) {
            audio.play(data)
            return
          }
          const message = parseServerMessage(data)
          if (!message) return
          // Order matters: marks and clears take the same way as the audio they are about.
          if (message.type === 'mark') audio.mark(message.name)
          else if (message.type === 'clear') audio.clear()
          else dispatch({ type: 'message', message })
        })
        socket.addEventListener('close', () => {
          if (owner.isGone) return
          dispatch({ type: 'closed', wasExpected: owner.isHangingUp })
          release()
        })
        return socket
      }

      connect().catch((error: unknown) => {
        if (own.isGone) return
        release()
        if (error instanceof MicrophoneError) {
          setMicrophoneProblem(error.problem)
          dispatch({ type: 'reset' })
          return
        }
        dispatch({ type: 'failed', failure: explainError(error) })
      })
    },
    [agentId, useDraft, tenant.slug, startTest, release],
  )

  const sendMessage = useCallback((message: Record<string, string>) => {
    const socket = line.current?.socket
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }, [])

  const hangUp = useCallback(() => {
    const own = line.current
    if (!own) return
    own.isHangingUp = true
    own.audio.clear()
    if (own.socket?.readyState !== WebSocket.OPEN) {
      release()
      dispatch({ type: 'closed', wasExpected: true })
      return
    }
    sendMessage({ type: 'hangup' })
    setTimeout(() => {
      if (own.isGone) return
      release()
      dispatch({ type: 'closed', wasExpected: true })
    }, GOODBYE_MS)
  }, [release, sendMessage])

  return {
    state,
    levels,
    microphoneProblem,
    hasMicrophone,
    isMuted,
    start,
    hangUp,
    say: (text) => sendMessage({ type: 'text', text }),
    press: (digit) => sendMessage({ type: 'dtmf', digit }),
    interrupt: () => sendMessage({ type: 'clear' }),
    setMuted: (muted) => {
      line.current?.audio.setMuted(muted)
      setIsMuted(muted)
    },
    changeMicrophone: (deviceId) => {
      const own = line.current
      if (!own || state.phase !== 'open') return
      openMicrophone(deviceId)
        .then((stream) => {
          own.audio.takeMicrophone(stream)
          own.audio.setMuted(isMuted)
          setHasMicrophone(true)
        })
        .catch((error: unknown) => {
          if (error instanceof MicrophoneError) setMicrophoneProblem(error.problem)
        })
    },
    changeLoudspeaker: (deviceId) => {
      void line.current?.audio.setLoudspeaker(deviceId).catch(() => {})
    },
    reset: () => {
      release()
      setMicrophoneProblem(null)
      dispatch({ type: 'reset' })
    },
  }
}
