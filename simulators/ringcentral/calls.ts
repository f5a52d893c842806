import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { toUtterances } from '../retell/outcomes'
import { recordingOf } from '../retell/recording'

/** A call at RingCentral's, as a test or a person asks for it. */
export const callOrder = z.strictObject({
  /** E.164; of an incoming call the caller's. Null: withheld. */
  from: z.string().nullable().default('+919876543210'),
  to: z.string().nullable().default('+918047491899'),
  direction: z.enum(['Inbound', 'Outbound']).default('Inbound'),
  startedAt: z.iso.datetime().optional(),
  durationSeconds: z.number().int().min(0).default(180),
  isRecorded: z.boolean().default(true),
  /** Who says what. */
  lines: z.array(z.tuple([z.enum(['business', 'customer']), z.string()])).default([
    ['business', 'Good morning, how can I help you?'],
    ['customer', 'I would like to ask about my booking tomorrow. Can I bring two more guests?'],
    ['business', 'Of course, I have noted two more guests for tomorrow.'],
  ]),
  sentiment: z.string().default('Positive'),
  summary: z.string().default('The customer asked to bring two more guests to the booking tomorrow.'),
  topics: z.array(z.string()).default(['Guests', 'Booking change']),
  nextSteps: z.array(z.string()).default(['Set two more places for tomorrow.']),
  /** From its end until it is understood; it is then not told of by itself. Absent: the simulator's pace, and it is told of. */
  understoodAfterMs: z.number().min(0).optional(),
  /** Replaces the address of the recording in the call log. */
  contentUri: z.string().optional(),
  /** Client id of the account it belongs to; absent: the only one, or the first. */
  account: z.string().optional(),
  sessionId: z.string().optional(),
})
export type CallOrder = z.output<typeof callOrder>

export type SimulatedCall = CallOrder & {
  sessionId: string
  recordingId: string
  accountId: string
  startedMs: number
  endedMs: number
  /** When the log shows it, and when what was understood of it is there. */
  loggedMs: number
  understoodMs: number
  /** Counts corrections. */
  version: number
}

const EXTENSION = '304'

export function newSessionId(): string {
  return `s-a${randomUUID().replaceAll('-', '')}z19`
}

/** A record of the call log, `view=Detailed`. */
export function toLogRecord(call: SimulatedCall, origin: string): object {
  const { from, to, direction, durationSeconds, recordingId, sessionId } = call
  const recording = call.isRecorded
    ? {
        uri: `${origin}/restapi/v1.0/account/${call.accountId}/recording/${recordingId}`,
        id: recordingId,
        type: 'Automatic',
        contentUri: call.contentUri ?? `${origin}/restapi/v1.0/account/${call.accountId}/recording/${recordingId}/content`,
      }
    : undefined
  const sides = {
    from: { ...(from ? { phoneNumber: from } : {}), ...(direction === 'Outbound' ? { extensionId: EXTENSION } : {}) },
    to: { ...(to ? { phoneNumber: to } : {}), ...(direction === 'Inbound' ? { extensionId: EXTENSION } : {}) },
  }
  const shared = {
    startTime: new Date(call.startedMs).toISOString(),
    duration: durationSeconds,
    durationMs: durationSeconds * 1000,
    type: 'Voice',
    internalType: 'Local',
    direction,
    action: 'Phone Call',
    result: 'Accepted',
    telephonySessionId: sessionId,
    ...sides,
    ...(recording ? { recording } : {}),
  }
  const id = `log-${sessionId}`
  return {
    id,
    uri: `${origin}/restapi/v1.0/account/${call.accountId}/call-log/${id}?view=Detailed`,
    sessionId: sessionId.replace(/\D/g, '').slice(0, 12),
    ...shared,
    legs: [{ ...shared, legType: 'Accept', master: true }],
    lastModifiedTime: new Date(call.loggedMs).toISOString(),
  }
}

/** What RingSense says of the recording: body of the event and record of the REST answer. */
export function toInsights(call: SimulatedCall): object {
  const utterances = utterancesOf(call)
  const end = utterances.at(-1)?.words.at(-1)?.end ?? 0
  return {
    title: 'Call',
    domain: 'pbx',
    sourceSessionId: call.sessionId,
    sourceRecordId: call.recordingId,
    callDirection: call.direction,
    ownerExtensionId: EXTENSION,
    recordingDurationMs: call.durationSeconds * 1000,
    recordingStartTime: new Date(call.startedMs).toISOString(),
    creationTime: new Date(call.understoodMs).toISOString(),
    lastModifiedTime: new Date(call.understoodMs + call.version * 1000).toISOString(),
    speakerInfo: [
      { speakerId: 'P1', name: 'Reception', accountId: call.accountId, extensionId: EXTENSION },
      { speakerId: 'P2', name: '' },
    ],
    insights: {
      Transcript: utterances.map(({ role, content, words }) => ({
        start: words[0]?.start ?? 0,
        end: words.at(-1)?.end ?? 0,
        text: content,
        speakerId: role === 'agent' ? 'P1' : 'P2',
      })),
      Summary: [{ start: 0, end, value: call.summary }],
      HighLights: call.topics.map((value) => ({ start: 0, end, value })),
      NextSteps: call.nextSteps.map((value) => ({ start: 0, end, value, speakerId: 'P1' })),
      AIScore: [{ value: 8.2 }],
      Sentiment: [{ value: call.sentiment }],
      BulletedSummary: [{ start: 0, end, value: `- ${call.summary}` }],
    },
  }
}

/** Body of a telephony session event. */
export function toSessionBody(call: SimulatedCall, code: 'Setup' | 'Answered' | 'Disconnected', sequence: number): object {
  const atMs = code === 'Disconnected' ? call.endedMs : call.startedMs
  return {
    sequence,
    sessionId: call.sessionId.replace(/\D/g, '').slice(0, 12),
    telephonySessionId: call.sessionId,
    serverId: '10.11.116.177.TAM',
    eventTime: new Date(atMs).toISOString(),
    parties: [
      {
        accountId: call.accountId,
        extensionId: EXTENSION,
        id: `p-${call.sessionId.slice(2)}-1`,
        direction: call.direction,
        to: { ...(call.to ? { phoneNumber: call.to } : {}), name: 'Reception' },
        from: { ...(call.from ? { phoneNumber: call.from } : {}) },
        status: { code, rcc: false },
        missedCall: false,
        standAlone: false,
        muted: false,
        ...(code !== 'Setup' && call.isRecorded ? { recordings: [{ id: call.recordingId, active: code === 'Answered' }] } : {}),
      },
    ],
    origin: { type: 'Call' },
  }
}

export function soundOf(call: SimulatedCall): Uint8Array<ArrayBuffer> {
  return recordingOf(utterancesOf(call), 1)
}

function utterancesOf({ lines }: SimulatedCall) {
  return toUtterances(
    lines.map(([who, text]) => [who === 'business' ? 'agent' : 'user', text]),
    0,
  )
}
