import type { BusinessType } from '../../server/domain/tenants/tenant-view'

export type DemoLine = { role: 'caller' | 'agent'; text: string /** What was heard before the caller cut in. */; heardText?: string }

/** What was said in one past call. `{name}`, `{first}`, `{owner}`, `{type}`, `{day}`, `{date}` and `{time}` are filled in. */
export type DemoConversation = {
  lines: DemoLine[]
  extraction: { type: string; data: Record<string, unknown> } | null
  summary: string
  sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE'
  endReason: 'caller_hung_up' | 'agent_hung_up' | 'transferred'
  dtmf?: string
}

const caller = (text: string): DemoLine => ({ role: 'caller', text })
const agent = (text: string, heardText?: string): DemoLine => ({ role: 'agent', text, ...(heardText ? { heardText } : {}) })

const CLINIC: DemoConversation[] = [
  {
    lines: [
      caller('Hello, I would like to see {owner} this week.'),
      agent('Of course. May I have your name, please?'),
      caller('This is {name}.'),
      agent('Thank you, {first}. Which day and time would suit you?'),
      caller('{day} at {time}, if possible.'),
      agent('{day} at {time} is free. What is the visit about?'),
      caller('Just my regular check-up.'),
      agent('You are booked with {owner} on {day} at {time}. Is there anything else?'),
      caller('No, thank you very much.'),
      agent('You are welcome. Goodbye.'),
    ],
    extraction: {
      type: 'appointment',
      data: { patient_name: '{name}', preferred_date: '{date}', preferred_time: '{time}', reason: 'Regular check-up', urgency: 'routine' },
    },
    summary: '{name} booked a regular check-up with {owner} for {day} at {time}.',
    sentiment: 'POSITIVE',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('I have had a fever and a bad cough since yesterday.'),
      agent(
        'I am sorry to hear that. Are you having any difficulty breathing, or pain in the chest, because in that case you should go to the emergency room.',
        'I am sorry to hear that. Are you having any difficulty breathing,',
      ),
      caller('No, nothing like that, only the fever.'),
      agent('All right. May I have your name?'),
      caller('{name}.'),
      agent('Thank you, {first}. Can you come in on {day} at {time}?'),
      caller('Yes, that works.'),
      agent('I have noted {day} at {time}. Please rest and drink enough until then.'),
      caller('Thank you, bye.'),
    ],
    extraction: { type: 'symptoms', data: { symptoms: ['fever', 'cough'], duration: '1 day', severity: 5 } },
    summary: '{name} has had a fever and a cough for a day, without breathing difficulty, and comes in on {day} at {time}.',
    sentiment: 'NEUTRAL',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('What are your timings on Saturday?'),
      agent('We are open on Saturday from 9 AM to 7 PM. Would you like an appointment?'),
      caller('Not today, thanks.'),
      agent('Thank you for calling. Goodbye.'),
    ],
    extraction: null,
    summary: 'Asked for the opening hours on Saturday; no appointment wanted.',
    sentiment: 'NEUTRAL',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('I have been waiting for my report for a week now. This is not acceptable.'),
      agent('I am sorry about the delay. May I have your name, so that the clinic can call you back today?'),
      caller('{name}. And please, today.'),
      agent('I have noted it, {first}. Someone will call you back today.'),
      caller('Fine.'),
    ],
    extraction: { type: 'message', data: { caller_name: '{name}', message: 'Has waited a week for a report', callback_requested: true } },
    summary: '{name} is upset about a report that is a week late and expects a call back today.',
    sentiment: 'NEGATIVE',
    endReason: 'caller_hung_up',
  },
]

const RESTAURANT: DemoConversation[] = [
  {
    lines: [
      caller('Hi, I would like to order two butter chicken and one veg biryani.'),
      agent('Two butter chicken and one veg biryani. Would you like delivery or pickup?'),
      caller('Delivery, to 12 Residency Road.'),
      agent('That is 890 rupees, delivered to 12 Residency Road. How would you like to pay?'),
      caller('Cash on delivery.'),
      agent('Thank you. Your order will be with you in about forty minutes.'),
      caller('Great, thanks.'),
    ],
    extraction: {
      type: 'order',
      data: {
        items: [
          { name: 'Butter Chicken', quantity: 2 },
          { name: 'Veg Biryani', quantity: 1 },
        ],
        delivery_address: '12 Residency Road',
        payment_method: 'cash',
        customer_name: '{name}',
      },
    },
    summary: '{name} ordered two butter chicken and a veg biryani for delivery to 12 Residency Road, paying cash.',
    sentiment: 'POSITIVE',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('Can I get a table for six on {day}?'),
      agent('Certainly. At what time?'),
      caller('{time}, please. By the window, it is a birthday.'),
      agent('How lovely. And the name?'),
      caller('{name}.'),
      agent('A table for six by the window on {day} at {time}, for {first}. We look forward to it.'),
      caller('Thank you!'),
    ],
    extraction: {
      type: 'reservation',
      data: {
        guest_name: '{name}',
        preferred_date: '{date}',
        preferred_time: '{time}',
        party_size: 6,
        special_requests: 'Window, birthday',
      },
    },
    summary: '{name} reserved a window table for six on {day} at {time} for a birthday.',
    sentiment: 'POSITIVE',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('Do you deliver to Whitefield?'),
      agent(
        'I am afraid Whitefield is outside our delivery area of five kilometres, but you are welcome to pick your order up here at Church Street.',
        'I am afraid Whitefield is outside our delivery area',
      ),
      caller('Okay, never mind then.'),
      agent('Thank you for calling. Goodbye.'),
    ],
    extraction: null,
    summary: 'Asked for delivery to Whitefield, which is outside the delivery area.',
    sentiment: 'NEUTRAL',
    endReason: 'agent_hung_up',
  },
  {
    lines: [
      caller('My order is an hour late and nobody picks up at the restaurant.'),
      agent('I am very sorry. I am putting you through to the restaurant now.'),
      caller('Yes, please.'),
    ],
    extraction: null,
    summary: '{name} complained about an order an hour late and was put through to the restaurant.',
    sentiment: 'NEGATIVE',
    endReason: 'transferred',
  },
]

const APPOINTMENTS: DemoConversation[] = [
  {
    lines: [
      caller('Hello, I would like to book a {type}.'),
      agent('With pleasure. Whom may I book it for?'),
      caller('{name}.'),
      agent('Thank you, {first}. Which day and time would you like?'),
      caller('{day} around {time}, with {owner} if that is possible.'),
      agent('{owner} is free on {day} at {time}. Shall I book it?'),
      caller('Yes, please.'),
      agent('Done. Your {type} is on {day} at {time} with {owner}.'),
      caller('Perfect, thank you.'),
    ],
    extraction: {
      type: 'appointment',
      data: { client_name: '{name}', service: '{type}', preferred_date: '{date}', preferred_time: '{time}', preferred_person: '{owner}' },
    },
    summary: '{name} booked a {type} with {owner} for {day} at {time}.',
    sentiment: 'POSITIVE',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('How much do you charge, and is anyone free this week?'),
      agent(
        'It depends on what you would like to have done, so let me go through our services one by one and tell you about each.',
        'It depends on what you would like to have done,',
      ),
      caller('Just a {type}.'),
      agent('I can look for a free time. Which day would suit you?'),
      caller('I will call back when I know.'),
      agent('Of course. Thank you for calling.'),
    ],
    extraction: { type: 'lead', data: { name: '{name}', interest: '{type}', callback_time: 'will call back' } },
    summary: '{name} asked about a {type} and will call back.',
    sentiment: 'NEUTRAL',
    endReason: 'caller_hung_up',
  },
  {
    lines: [
      caller('This is {name}, I need to move my appointment to {day}.'),
      agent('No problem, {first}. At what time on {day}?'),
      caller('{time}.'),
      agent('I have moved it to {day} at {time}.'),
      caller('Thanks, bye.'),
    ],
    extraction: {
      type: 'appointment',
      data: { client_name: '{name}', preferred_date: '{date}', preferred_time: '{time}', notes: 'Moved' },
    },
    summary: '{name} moved an appointment to {day} at {time}.',
    sentiment: 'POSITIVE',
    endReason: 'caller_hung_up',
    dtmf: '2#',
  },
  {
    lines: [
      caller('I was promised a call back yesterday and nobody called.'),
      agent('I am sorry about that. May I take your name and pass it on right away?'),
      caller('{name}. Please have {owner} call me.'),
      agent('I have noted that {owner} should call you back today, {first}.'),
      caller('Alright.'),
    ],
    extraction: { type: 'message', data: { caller_name: '{name}', message: 'Wants a call back from {owner}', callback_requested: true } },
    summary: '{name} did not get a promised call back and wants {owner} to call today.',
    sentiment: 'NEGATIVE',
    endReason: 'caller_hung_up',
  },
]

export const DEMO_CONVERSATIONS: Record<BusinessType, DemoConversation[]> = {
  medical: CLINIC,
  restaurant: RESTAURANT,
  salon: APPOINTMENTS,
  consultant: APPOINTMENTS,
  general: APPOINTMENTS,
}
