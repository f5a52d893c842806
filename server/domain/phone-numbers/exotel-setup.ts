import { formatPhone } from '../phones/format-phone'
import type { PhoneNumberSetupView } from './phone-number-view'

const HIDDEN_SECRET = '••••••••'

type Step = PhoneNumberSetupView['steps'][number]

/**
 * What to do in Exotel so that calls to a number reach the agent, and the URLs to paste. Names of applets and fields are Exotel's
 * (App Bazaar; Voicebot, Passthru and Connect applets).
 * @param appUrl public origin of this installation
 * @param secret null leaves it out, for whoever only reads the steps
 * @param number E.164
 * @param transferNumber E.164 of who takes calls the agent hands over; null leaves the choice open
 */
export function exotelSetup(input: { appUrl: string; secret: string | null; number: string; transferNumber: string | null }): {
  incomingUrl: string
  statusUrl: string
  passthruUrl: string
  steps: Step[]
  isReachableFromExotel: boolean
} {
  const urlOf = (path: string) => {
    const url = new URL(`/webhooks/exotel/${path}`, input.appUrl)
    if (input.secret === null) return `${url.href}?secret=${HIDDEN_SECRET}`
    url.searchParams.set('secret', input.secret)
    return url.href
  }
  const incomingUrl = urlOf('incoming')
  const passthruUrl = urlOf('passthru')
  const statusUrl = urlOf('status')
  const handOver = input.transferNumber
    ? `dialling ${formatPhone(input.transferNumber)}`
    : 'dialling the person who takes calls the agent hands over'
  const number = formatPhone(input.number)
  const steps: Step[] = [
    {
      title: 'Have streaming enabled',
      body: 'Voicebot is switched on per account: ask Exotel support for AgentStream if App Bazaar does not offer the Voicebot applet. It needs a completed KYC.',
      url: null,
    },
    {
      title: 'Create a flow with a Voicebot applet',
      body: 'In Exotel open App Bazaar, choose Create, and drag the Voicebot applet under Call Start. Paste this address into its URL field. Leave Record unticked: calls are recorded here.',
      url: incomingUrl,
    },
    {
      title: 'Add a Passthru applet after it',
      body: 'Drag Passthru under the Voicebot applet, paste this address and leave "Make Passthru Async" unticked.',
      url: passthruUrl,
    },
    {
      title: 'Choose what follows',
      body: `Under Passthru's "200 OK" put Hangup; under "302" put a Connect applet ${handOver}. 302 is answered when the agent hands the caller over.`,
      url: null,
    },
    {
      title: 'Set the status callback where your account offers one',
      body: 'In the settings of the flow or the number. Without it a call is closed from the stream and from what Exotel answers when asked.',
      url: statusUrl,
    },
    {
      title: 'Attach the flow to the number',
      body: `Save the flow. Under ExoPhones choose ${number} and select the flow as its app.`,
      url: null,
    },
    { title: 'Call it', body: `Call ${number} from any phone. The call appears here while it rings.`, url: null },
  ]
  return { incomingUrl, statusUrl, passthruUrl, steps, isReachableFromExotel: isPublic(new URL(input.appUrl)) }
}

function isPublic(url: URL): boolean {
  const isLocal = /^(localhost|.*\.localhost|.*\.local|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[.*\])$/.test(url.hostname)
  return url.protocol === 'https:' && !isLocal
}
