import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What `/metrics` tells. One registry per server, so that several can live in one process. */
export function createMetrics(activeCalls: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const histogram = (name: string, help: string, buckets: number[]) => new Histogram({ name, help, buckets, registers: [registry] })
  new Gauge({
    name: 'voicedesk_active_calls',
    help: 'Calls held now',
    registers: [registry],
    collect() {
      this.set(activeCalls())
    },
  })
  return {
    registry,
    turnAddedMs: histogram(
      'voicedesk_turn_added_ms',
      'Own time of a turn: end of turn decided to first frame out, without what providers took',
      [1, 2, 5, 10, 15, 25, 50, 100, 250],
    ),
    greetingMs: histogram(
      'voicedesk_greeting_ms',
      'Start of the stream to first greeting frame',
      [5, 10, 25, 50, 100, 150, 250, 500, 1000, 2500],
    ),
    bargeInMs: histogram('voicedesk_barge_in_ms', "Caller's first sound to clear", [100, 200, 300, 400, 500, 600, 700, 800, 1000, 2000]),
    bargeInTriggerMs: histogram(
      'voicedesk_barge_in_trigger_ms',
      'Decision to interrupt to clear on the wire',
      [0.1, 0.5, 1, 2, 5, 10, 25, 50],
    ),
    replyMs: histogram(
      'voicedesk_reply_ms',
      "End of the caller's speech to first frame of the reply",
      [250, 500, 750, 1000, 1500, 2000, 3000, 5000],
    ),
    calls: new Counter({
      name: 'voicedesk_calls_total',
      help: 'Calls by how they ended',
      labelNames: ['end_reason'],
      registers: [registry],
    }),
    providerFailures: new Counter({
      name: 'voicedesk_provider_failures_total',
      help: 'Failures of providers during calls',
      labelNames: ['provider'],
      registers: [registry],
    }),
    malformedFrames: new Counter({ name: 'voicedesk_malformed_frames_total', help: 'Frames nobody could use', registers: [registry] }),
    refusedUpgrades: new Counter({
      name: 'voicedesk_refused_upgrades_total',
      help: 'Sockets refused before the upgrade',
      labelNames: ['status'],
      registers: [registry],
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
