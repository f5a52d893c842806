import type { RetellCall, Utterance } from './wire'

/** How a simulated call goes. */
export const OUTCOMES = [
  'confirmed',
  'reschedule',
  'cancelled',
  'opt_out',
  'opt_out_hindi',
  'undecided',
  'voicemail',
  'busy',
  'no_answer',
  'declined',
  'invalid_number',
  'failed',
] as const
export type OutcomeName = (typeof OUTCOMES)[number]

/** By the last four digits dialled, where nothing else says how a call goes. All other numbers confirm. */
const BY_LAST_DIGITS: Record<string, OutcomeName> = {
  '0401': 'reschedule',
  '0402': 'cancelled',
  '0403': 'opt_out',
  '0404': 'invalid_number',
  '0405': 'busy',
  '0406': 'no_answer',
  '0407': 'voicemail',
  '0408': 'declined',
  '0409': 'opt_out_hindi',
  '0410': 'undecided',
  '0411': 'failed',
}

export function outcomeFor(toNumber: string): OutcomeName {
  return BY_LAST_DIGITS[toNumber.slice(-4)] ?? 'confirmed'
}

const NOT_CONNECTED: Partial<Record<OutcomeName, string>> = {
  busy: 'dial_busy',
  no_answer: 'dial_no_answer',
  declined: 'user_declined',
  invalid_number: 'invalid_destination',
  failed: 'dial_failed',
}

/** The reason a call of this outcome never connects; undefined: it connects. */
export function notConnectedReason(outcome: OutcomeName): string | undefined {
  return NOT_CONNECTED[outcome]
}

type Line = [role: 'agent' | 'user', text: string]
type Talk = {
  lines: Line[]
  reason: string
  summary: string
  sentiment: string
  isSuccessful: boolean
  isVoicemail?: boolean
  custom: Record<string, unknown>
}

/** What is said in a call that connects, with the variables it was started with. */
export function talkOf(outcome: OutcomeName, variables: Record<string, string>): Talk {
  const name = firstOf(variables, ['customer_name', 'guest_name', 'client_name', 'patient_name']) ?? 'there'
  const business = firstOf(variables, ['business_name', 'salon_name', 'restaurant_name', 'consulting_firm']) ?? 'the business'
  const date = firstOf(variables, ['appointment_date', 'reservation_date', 'meeting_date'])
  const time = firstOf(variables, ['appointment_time', 'reservation_time', 'meeting_time'])
  const callback = variables.callback_number
  const when = date && time ? ` on ${date} at ${time}` : date ? ` on ${date}` : ''
  const opening: Line[] = [
    ['agent', `${variables.time_of_day ?? 'Hello'} ${name}, this is ${business}. I am calling about your appointment${when}.`],
  ]
  const instructions = variables.special_instructions
  switch (outcome) {
    case 'reschedule':
      return {
        lines: [
          ...opening,
          ['user', 'I cannot come then. Can we move it to another day?'],
          ['agent', `Of course. Our team will call you back with other times${callback ? ` from ${callback}` : ''}.`],
          ['user', 'Thank you, goodbye.'],
        ],
        reason: 'user_hangup',
        summary: `${name} cannot keep the appointment${when} and asked for another time.`,
        sentiment: 'Neutral',
        isSuccessful: true,
        custom: { appointment_outcome: 'Reschedule Requested' },
      }
    case 'cancelled':
      return {
        lines: [...opening, ['user', 'Please cancel it, I do not need it any more.'], ['agent', 'It is cancelled. Have a good day.']],
        reason: 'agent_hangup',
        summary: `${name} cancelled the appointment${when}.`,
        sentiment: 'Neutral',
        isSuccessful: true,
        custom: { appointment_outcome: 'cancelled' },
      }
    case 'opt_out':
      return {
        lines: [...opening, ['user', 'Please do not call me again.'], ['agent', 'I understand. We will not call you again. Goodbye.']],
        reason: 'agent_hangup',
        summary: `${name} does not want to be called again.`,
        sentiment: 'Negative',
        isSuccessful: false,
        custom: {},
      }
    case 'opt_out_hindi':
      return {
        lines: [...opening, ['user', 'मुझे दोबारा कॉल मत करना।'], ['agent', 'जी, हम आपको दोबारा कॉल नहीं करेंगे।']],
        reason: 'user_hangup',
        summary: `${name} asked not to be called again.`,
        sentiment: 'Negative',
        isSuccessful: false,
        custom: { mark_dnc_compliant: true },
      }
    case 'undecided':
      return {
        lines: [...opening, ['user', 'I am driving, I have to go.']],
        reason: 'user_hangup',
        summary: `${name} was driving and hung up.`,
        sentiment: 'Unknown',
        isSuccessful: false,
        custom: {},
      }
    case 'voicemail':
      return {
        lines: [
          ['user', 'The person you are calling is not available. Please leave a message after the tone.'],
          ['agent', `This is ${business} with a reminder of your appointment${when}.${callback ? ` Please call ${callback}.` : ''}`],
        ],
        reason: 'voicemail_reached',
        summary: 'A message was left on the voicemail.',
        sentiment: 'Unknown',
        isSuccessful: false,
        isVoicemail: true,
        custom: {},
      }
    default:
      return {
        lines: [
          ...opening,
          ['user', 'Yes, I will be there.'],
          ['agent', `Thank you${instructions ? `. Please remember: ${instructions}` : ''}. See you${when}.`],
          ['user', 'See you, bye.'],
        ],
        reason: 'user_hangup',
        summary: `${name} confirmed the appointment${when}.`,
        sentiment: 'Positive',
        isSuccessful: true,
        custom: { appointment_outcome: 'confirmed' },
      }
  }
}

const WORDS_PER_SECOND = 3

/** Lines as timed utterances, one word after the other, spread over the call's length; 0: at the pace of speech. */
export function toUtterances(lines: Line[], durationMs: number): Utterance[] {
  const count = lines.reduce((sum, [, content]) => sum + content.split(' ').length, 0)
  const seconds = durationMs > 0 ? durationMs / 1000 / Math.max(1, count) : 1 / WORDS_PER_SECOND
  const round = (value: number) => Math.round(value * 1000) / 1000
  let spoken = 0
  const timeNext = () => {
    spoken += 1
    return { start: round((spoken - 1) * seconds), end: round(spoken * seconds) }
  }
  return lines.map(([role, content]) => ({
    role,
    content,
    words: content.split(' ').map((word) => ({ word: `${word} `, ...timeNext() })),
  }))
}

export function toTranscript(utterances: Utterance[]): string {
  return `${utterances.map(({ role, content }) => `${role === 'agent' ? 'Agent' : 'User'}: ${content}`).join('\n')}\n`
}

/** US cents: infrastructure, voice, model and telephony by the second, as the vendor's price page lists them. */
export function costOf(durationMs: number): NonNullable<RetellCall['call_cost']> {
  const seconds = Math.ceil(durationMs / 1000)
  const products = [
    { product: 'retell_platform', unit_price: 5.5 / 60 },
    { product: 'elevenlabs_tts', unit_price: 1.5 / 60 },
    { product: 'gpt_4_1_mini', unit_price: 1.6 / 60 },
    { product: 'us_telephony', unit_price: 1.5 / 60 },
  ]
  const round = (cents: number) => Math.round(cents * 1e4) / 1e4
  const product_costs = products.map(({ product, unit_price }) => ({
    product,
    unit_price: round(unit_price),
    cost: round(unit_price * seconds),
  }))
  return {
    combined_cost: round(product_costs.reduce((sum, { cost }) => sum + cost, 0)),
    total_duration_seconds: seconds,
    total_duration_unit_price: round(products.reduce((sum, { unit_price }) => sum + unit_price, 0)),
    product_costs,
  }
}

function firstOf(variables: Record<string, string>, names: string[]): string | undefined {
  return names.map((name) => variables[name]).find((value) => value)
}
