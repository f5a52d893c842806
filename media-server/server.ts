import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClaimedCall } from '../server/domain/calls/call-record'
import { PhraseCache } from './audio/phrase-cache'
import { prepareOpening, warmGreetings } from './audio/prepare-opening'
import { CallSession } from './call-session'
import type { MediaDependencies } from './dependencies'
import { createHttpPaths } from './http-paths'
import { finishLeftovers } from './journal/leftovers'
import { createHeartbeat } from './lib/heartbeat'
import { createTicker } from './lib/ticker'
import { beforeLimit } from './lib/time-limit'
import { LIMITS } from './limits'
import { createMetrics } from './metrics'
import { openBrowserTransport } from './transports/browser'
import { openExotelTransport } from './transports/exotel'
import { keepAlive } from './transports/keep-alive'
import type { CallEvents } from './transports/transport'
import { isOurOrigin, isWebSocketRequest, readTarget, refuseUpgrade, type UpgradeTarget } from './upgrade-request'

export type MediaServer = {
  /** @returns the port; 0 asks for a free one */
  listen(port: number, host?: string): Promise<number>
  readonly activeCalls: number
  /**
   * Takes no more calls, lets the present ones finish, after `politeMs` says goodbye to those that remain, and resolves once
   * their records are stored or at least on disk.
   */
  drain(politeMs: number): Promise<void>
  /** Ends everything at once. Records stay on disk where services do not take them. */
  stop(): Promise<void>
}

/** How long a goodbye and the records of a call may take at a drain. */
const GOODBYE_MS = 15_000
const RECORDS_MS = 5000

/** The media-server's sockets and HTTP paths over `deps`. */
export function createMediaServer(deps: MediaDependencies): MediaServer {
  const { log } = deps
  const sessions = new Set<CallSession>()
  let claiming = 0
  let isDraining = false
  const giveUp = new AbortController()
  const stopping = new AbortController()
  const ticker = createTicker((err) => log.error({ err }, 'tick failed'))
  const metrics = createMetrics(() => sessions.size)
  const phrases = new PhraseCache({ folder: join(deps.dataDir, 'phrases'), onError: (err) => log.warn({ err }, 'phrase not kept') })
  const heartbeat = createHeartbeat(deps, () => ({ isDraining, calls: [...sessions].map((session) => session.ref) }))
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LIMITS.messageBytes, clientTracking: true })
  const http = createServer(createHttpPaths({ deps, metrics, state: () => ({ isDraining, activeCalls: sessions.size }) }))
  http.on('upgrade', (request, socket, head) => void upgrade(request, socket, head))
  keepAlive(sockets, stopping.signal)

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', (err) => log.debug({ err }, 'socket failed before its upgrade'))
    const target = readTarget(request.url)
    if (!target) return refuse(socket, 404, 'not_found', 'There is no such socket')
    if (!isWebSocketRequest(request)) return refuse(socket, 400, 'bad_upgrade', 'Not a WebSocket request')
    if (target.transport === 'browser' && !isOurOrigin(request.headers.origin, deps.appOrigin))
      return refuse(socket, 403, 'wrong_origin', 'This page may not open calls')
    if (isDraining) return refuse(socket, 503, 'draining', 'This server takes no more calls')
    if (sessions.size + claiming >= deps.capacity) return refuse(socket, 503, 'no_capacity', 'All lines are in use')
    claiming++
    try {
      const call = await claim(target)
      if (!call) return refuse(socket, 401, 'invalid_token', 'The token is unknown, spent or expired')
      if (socket.destroyed || !socket.writable) {
        log.warn({ callId: call.callId }, 'the far end left before its upgrade')
        await deps.release({ unverifiedToken: target.unverifiedToken ?? '', tenantId: call.tenantId, callId: call.callId })
        return
      }
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        sockets.emit('connection', webSocket, request)
        open(webSocket, call, target)
      })
    } catch (err) {
      log.error({ err }, 'token cannot be judged')
      refuse(socket, 503, 'unavailable', 'The call cannot be opened now')
    } finally {
      claiming--
    }
  }

  function refuse(socket: Duplex, status: number, code: string, message: string): void {
    metrics.refusedUpgrades.inc({ status })
    refuseUpgrade(socket, status, code, message)
  }

  async function claim({ unverifiedToken, transport }: UpgradeTarget): Promise<ClaimedCall | null> {
    if (unverifiedToken === null) return null
    return beforeLimit(deps.claim({ unverifiedToken, transport }), LIMITS.claimMs, 'services')
  }

  function open(webSocket: WebSocket, call: ClaimedCall, { transport, query }: UpgradeTarget): void {
    prepareOpening(call, query, { deps, phrases })
    const onError = (err: unknown) => log.error({ err, callId: call.callId }, 'frame failed')
    const openTransport = (events: CallEvents) =>
      transport === 'exotel'
        ? openExotelTransport(webSocket, { query, ticker, onError, onMalformed: () => metrics.malformedFrames.inc() }, events)
        : openBrowserTransport(webSocket, { query, onError, onMalformed: () => metrics.malformedFrames.inc() }, events)
    const earlier = [...sessions].find(({ callId }) => callId === call.callId) ?? null
    const session = new CallSession({ call, deps, ticker, metrics, phrases, giveUp: giveUp.signal, earlier, onGone }, openTransport)
    sessions.add(session)
    if (sessions.size >= deps.capacity) heartbeat.beat()
    unfinished.add(session)
    void session.whenFinished().then(() => unfinished.delete(session))
  }

  function onGone(session: CallSession): void {
    const wasFull = sessions.size >= deps.capacity
    sessions.delete(session)
    if (wasFull) heartbeat.beat()
  }

  /** Calls that are over but whose records are still on their way. */
  const unfinished = new Set<CallSession>()

  async function settle(limitMs: number): Promise<void> {
    const finished = Promise.all([...unfinished].map((session) => session.whenFinished()))
    await beforeLimit(finished, limitMs, 'calls').catch(() => log.warn({ calls: unfinished.size }, 'calls left to the next start'))
  }

  async function close(): Promise<void> {
    giveUp.abort()
    await settle(RECORDS_MS)
    await beforeLimit(phrases.stored(), RECORDS_MS, 'phrases').catch(() => {})
    await beforeLimit(deps.signOff(deps.id), RECORDS_MS, 'services').catch((err) => log.warn({ err }, 'not signed off'))
    stopping.abort()
    ticker.stop()
    for (const webSocket of sockets.clients) webSocket.terminate()
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  }

  return {
    async listen(port, host) {
      await Promise.all([heartbeat.start(stopping.signal), warmGreetings({ deps, phrases }, stopping.signal)])
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          http.off('error', reject)
          resolve()
        })
      })
      // The port is ours, and with it what a killed predecessor left in this place.
      void finishLeftovers(deps, stopping.signal)
      return (http.address() as AddressInfo).port
    },
    get activeCalls() {
      return sessions.size
    },
    async drain(politeMs) {
      isDraining = true
      log.info({ activeCalls: sessions.size }, 'draining')
      if (sessions.size > 0) await settle(politeMs)
      for (const session of sessions) session.requestStop('server_stopping')
      if (sessions.size > 0) await settle(GOODBYE_MS)
      for (const session of sessions) session.cut()
      await settle(RECORDS_MS)
      await close()
    },
    async stop() {
      isDraining = true
      for (const session of sessions) session.cut()
      await close()
    },
  }
}
