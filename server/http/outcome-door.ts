import { env } from '../env'
import { getServices } from '../services'
import { clientAddress } from './client-address'
import { answerJson } from './respond'
import { allowMethods, webhookDoor } from './webhook-door'

/** Retell's notices. The signature is over the raw bytes, so these are what the service gets, whatever their type is said to be. */
export const callOutcomeDoor = webhookDoor(async (delivery) => {
  allowMethods(delivery, ['POST'])
  const { headers } = delivery
  const signature = headers.get('x-retell-signature')
  const address = clientAddress(headers, env().TRUSTED_PROXIES)
  const { callId } = await getServices().outcomes.receive({ signature, body: await delivery.readBody(), address })
  return answerJson({ received: true, call_id: callId })
})
