import { type AgentConfig, agentConfig } from '../agents/agent-config'
import type { BusinessType, Industry } from '../tenants/tenant-view'

type Template = {
  industry: Industry
  personaName: string
  /** What the persona is, after "the". */
  part: string
  voiceId: string
  duties: string[]
  /** Heading and lines the owner is expected to correct. */
  facts: string[]
  procedureTitle: string
  procedure: string[]
  cautions: string[]
  greeting: (businessName: string) => string
  extractionSchemas: string[]
  keyterms: string[]
}

const TEMPLATES: Record<BusinessType, Template> = {
  medical: {
    industry: 'HEALTHCARE',
    personaName: 'Maya',
    part: 'virtual receptionist',
    voiceId: 'embedded:slt',
    duties: [
      'Schedule appointments for patients',
      'Answer questions about clinic timings and services',
      'Collect preliminary symptom information',
      'Be warm, professional, and empathetic',
    ],
    facts: ['Open: Monday-Saturday, 9 AM to 7 PM', 'Services: general consultations, follow-ups, health check-ups'],
    procedureTitle: 'When scheduling appointments',
    procedure: [
      "Ask for the patient's name",
      'Ask for the preferred date and time',
      'Ask for the reason for the visit',
      'Confirm the booking',
    ],
    cautions: [
      'If the patient has urgent symptoms (chest pain, difficulty breathing, severe bleeding), advise them to go to the emergency room immediately.',
      'Never give a diagnosis or advice on medicines.',
    ],
    greeting: (name) => `Thank you for calling ${name}. How may I help you?`,
    extractionSchemas: ['appointment', 'symptoms'],
    keyterms: ['appointment', 'doctor', 'prescription'],
  },
  restaurant: {
    industry: 'RESTAURANT',
    personaName: 'Ravi',
    part: 'friendly order assistant',
    voiceId: 'embedded:rms',
    duties: [
      'Take food orders for delivery or pickup',
      'Reserve tables',
      'Answer questions about the menu',
      'Handle special requests and dietary requirements',
      'Confirm order details and delivery address',
    ],
    facts: ['Open: 11 AM to 11 PM daily', 'Delivery available within 5 km', 'Minimum order: ₹200'],
    procedureTitle: 'When taking orders',
    procedure: [
      'Greet the customer warmly',
      "Ask what they'd like to order",
      'Confirm quantities and customizations',
      'Ask for the delivery address',
      'Confirm the total and the estimated time',
    ],
    cautions: [
      'For a table, ask for the name, the day and time, and the number of guests.',
      'Quote only prices from the information above.',
    ],
    greeting: (name) => `Welcome to ${name}! Would you like to order or reserve a table?`,
    extractionSchemas: ['order', 'reservation'],
    keyterms: ['delivery', 'pickup', 'reservation', 'biryani', 'paneer'],
  },
  salon: {
    industry: 'SERVICES',
    personaName: 'Olivia',
    part: 'friendly receptionist',
    voiceId: 'embedded:slt',
    duties: [
      'Book, move and cancel appointments',
      'Answer questions about services, prices and opening hours',
      'Note the stylist a client prefers',
    ],
    facts: ['Open: Tuesday-Saturday, 10 AM to 7 PM', 'Services: haircut, colour, styling, manicure'],
    procedureTitle: 'When booking appointments',
    procedure: [
      "Ask for the client's name",
      'Ask which service they would like',
      'Ask for the preferred day, time and stylist',
      'Confirm the appointment',
    ],
    cautions: ['Do not promise a result of a treatment.'],
    greeting: (name) => `Hello, you've reached ${name}. How can I help you today?`,
    extractionSchemas: ['service_appointment', 'lead'],
    keyterms: ['haircut', 'colour', 'balayage', 'stylist'],
  },
  consultant: {
    industry: 'SERVICES',
    personaName: 'Arjun',
    part: 'executive assistant',
    voiceId: 'embedded:rms',
    duties: [
      'Schedule meetings with the consultants',
      'Take down enquiries from new clients',
      'Answer questions about the services offered',
      'Be concise and courteous',
    ],
    facts: [
      'Open: Monday-Friday, 9:30 AM to 6:30 PM',
      'Services: strategy, finance and operations advice',
      'First conversation: 30 minutes, free of charge',
    ],
    procedureTitle: 'When scheduling meetings',
    procedure: [
      "Ask for the caller's name and company",
      'Ask what they would like to discuss',
      'Ask for the preferred date and time',
      'Confirm the meeting',
    ],
    cautions: ['Give no legal, tax or investment advice.'],
    greeting: (name) => `Good day, ${name}. How may I direct your call?`,
    extractionSchemas: ['service_appointment', 'lead'],
    keyterms: ['consultation', 'meeting', 'proposal'],
  },
  general: {
    industry: 'OTHER',
    personaName: 'Sam',
    part: 'receptionist',
    voiceId: 'embedded:slt',
    duties: [
      'Answer questions about the business',
      'Book appointments',
      'Take messages and requests to be called back',
      'Be friendly and brief',
    ],
    facts: ['Open: Monday-Friday, 9 AM to 6 PM'],
    procedureTitle: 'When booking or taking a message',
    procedure: [
      "Ask for the caller's name",
      'Ask what it is about',
      'Ask for the preferred date and time, or when to call back',
      'Confirm what you noted',
    ],
    cautions: ['If you do not know something, say so and offer to take a message.'],
    greeting: (name) => `Thank you for calling ${name}. How can I help?`,
    extractionSchemas: ['service_appointment', 'message', 'lead'],
    keyterms: [],
  },
}

export type TemplateInput = {
  businessType: BusinessType
  businessName: string
  personaName?: string
  /** One fact a line; replaces the template's examples. */
  facts?: string[]
  /** BCP 47 */
  language?: string
}

/**
 * A ready agent for a kind of business: what sign-up publishes and the demo starts from.
 * @returns the agent's name and a configuration that passes `agentConfig`
 */
export function agentFromTemplate(input: TemplateInput): { name: string; config: AgentConfig } {
  const template = TEMPLATES[input.businessType]
  const personaName = input.personaName ?? template.personaName
  const businessFacts = (input.facts ?? template.facts).join('\n')
  const config = agentConfig.parse({
    systemPrompt: systemPromptOf(template, personaName, input.businessName),
    greeting: template.greeting(input.businessName),
    fallbackMessage: `I'm sorry, I'm having trouble right now. Please hold on, or call ${input.businessName} again in a little while.`,
    voiceId: template.voiceId,
    language: input.language ?? 'en-IN',
    extractionSchemas: template.extractionSchemas,
    settings: { personaName, businessFacts, keyterms: template.keyterms },
  })
  return { name: `${personaName}, ${template.part}`, config }
}

/** The industry a new business of this kind is filed under. */
export function industryOf(businessType: BusinessType): Industry {
  return TEMPLATES[businessType].industry
}

// Business facts are not repeated here: they are a setting of their own, appended when the prompt is built.
function systemPromptOf(template: Template, personaName: string, businessName: string): string {
  return [
    `You are ${personaName}, the ${template.part} at ${businessName}.`,
    '',
    'Your role:',
    ...template.duties.map((duty) => `- ${duty}`),
    '',
    `${template.procedureTitle}:`,
    ...template.procedure.map((step, index) => `${index + 1}. ${step}`),
    '',
    ...template.cautions,
    '',
    'You are on the phone: keep replies to one or two short sentences, ask one thing at a time, and never read out lists or symbols.',
    'Say that something is booked, ordered or noted only after the tool confirmed it.',
  ].join('\n')
}
