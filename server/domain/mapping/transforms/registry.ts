import { diningRequests } from './dining-requests'
import { medicalInstructions } from './medical-instructions'
import { meetingPreparation } from './meeting-preparation'
import { firstNameOf, yourServer } from './names'
import { salonPreferences } from './salon-preferences'
import { spokenDuration } from './spoken-duration'
import { spokenPhone } from './spoken-phone'
import { spokenDate, spokenDateTime, spokenMonth, spokenTime, spokenWeekday, spokenYear } from './spoken-time'
import type { Transform } from './transform'

/** Every transform by the name overrides choose it with. Names are stored: they are added to, never changed. */
export const TRANSFORMS = {
  as_is: { kind: 'text', label: 'As it is', description: 'The text itself', apply: (text) => text },
  full_name: { kind: 'text', label: 'Full name', description: 'The name as written, title included', apply: (text) => text },
  first_name: { kind: 'text', label: 'First name', description: 'Without title and surname', apply: firstNameOf },
  healthcare_provider: {
    kind: 'text',
    label: '“your healthcare provider”',
    description: 'Says that somebody expects them, not who',
    apply: () => 'your healthcare provider',
  },
  your_server: { kind: 'text', label: '“your server” and first name', description: 'As in “your server John”', apply: yourServer },
  medical_instructions: {
    kind: 'text',
    label: 'Allowed medical sentences',
    description: 'Chosen from a list; the instructions themselves are never said',
    apply: medicalInstructions,
  },
  salon_preferences: {
    kind: 'text',
    label: 'What is on file',
    description: 'Mentions formula, allergies and preferences without their details',
    apply: salonPreferences,
  },
  dining_requests: {
    kind: 'text',
    label: 'Dining requests',
    description: 'Requests and occasion as one sentence, without the party size',
    isRecombined: true,
    apply: diningRequests,
  },
  meeting_preparation: {
    kind: 'text',
    label: 'Preparation request',
    description: 'As a polite request',
    isRecombined: true,
    apply: meetingPreparation,
  },
  spoken_date: { kind: 'time', label: 'Date', description: 'Monday, January 15th', apply: spokenDate },
  spoken_time: { kind: 'time', label: 'Time', description: '2:30 PM', apply: spokenTime },
  spoken_date_time: { kind: 'time', label: 'Date and time', description: 'Monday, January 15th at 2:30 PM', apply: spokenDateTime },
  spoken_weekday: { kind: 'time', label: 'Weekday', description: 'Monday', apply: spokenWeekday },
  spoken_month: { kind: 'time', label: 'Month', description: 'January', apply: spokenMonth },
  year: { kind: 'time', label: 'Year', description: '2024', apply: spokenYear },
  spoken_duration: { kind: 'minutes', label: 'Duration', description: '2 hours and 30 minutes', apply: spokenDuration },
  spoken_phone: { kind: 'phone', label: 'Phone number', description: '074-0330-5280', apply: spokenPhone },
  number: {
    kind: 'count',
    label: 'Number',
    description: 'In digits',
    apply: (count) => (Number.isSafeInteger(count) && count > 0 ? String(count) : null),
  },
} as const satisfies Record<string, Transform>

export type TransformName = keyof typeof TRANSFORMS
export const TRANSFORM_NAMES = Object.keys(TRANSFORMS) as [TransformName, ...TransformName[]]

/** Which transforms a medical business may use on what is personal; others would say more than is needed. */
export const MEDICAL_TRANSFORMS: Readonly<Record<string, readonly TransformName[]>> = {
  'contact.name': ['first_name'],
  'contact.owner_name': ['healthcare_provider'],
  'contact.special_instructions': ['medical_instructions'],
}

export function transformOf(name: TransformName): Transform {
  return TRANSFORMS[name]
}
