import { parseLiveEvent } from '../../domain/live/live-event'
import type { EventBus, LiveEvent } from '../../ports/event-bus'
import { connectRedis } from './redis-connection'

const CHANNEL = 'voicedesk:live'

/** Notices over Redis pub/sub. A subscription needs a connection of its own, which resubscribes after an outage. */
export function createRedisBus(url: string, onError: (error: unknown) => void): EventBus & { close(): Promise<void> } {
  const sender = connectRedis(url, onError)
  let receiver: ReturnType<typeof connectRedis> | undefined
  let subscribed: Promise<unknown> | undefined
  const listeners = new Set<(event: LiveEvent) => void>()

  function listen(): Promise<unknown> {
    receiver = connectRedis(url, onError)
    receiver.client.on('message', (_channel, text) => {
      const event = parseLiveEvent(text)
      if (event) for (const listener of listeners) listener(event)
    })
    return receiver.client.subscribe(CHANNEL)
  }

  return {
    async publish(event) {
      await sender.client.publish(CHANNEL, JSON.stringify(event)).catch(onError)
    },
    async subscribe(listener) {
      listeners.add(listener)
      subscribed ??= listen()
      await subscribed
      return async () => {
        listeners.delete(listener)
      }
    },
    async close() {
      listeners.clear()
      await Promise.all([sender.close(), receiver?.close()])
    },
  }
}
