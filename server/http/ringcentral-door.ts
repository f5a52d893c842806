import { env } from '../env'
import { getServices } from '../services'
import { clientAddress } from './client-address'
import { answerJson } from './respond'
import { allowMethods, webhookDoor } from './webhook-door'

/** RingCentral's events, and the request with which it tries out an address (vendors.md §4). */
export const ringCentralDoor = webhookDoor(async (delivery) => {
  allowMethods(delivery, ['POST'])
  const { headers } = delivery
  const { handshake } = await getServices().ringCentral.receive({
    verificationToken: headers.get('verification-token'),
    validationToken: headers.get('validation-token'),
    body: await delivery.readBody(),
    address: clientAddress(headers, env().TRUSTED_PROXIES),
  })
  return answerJson({ received: true }, 200, handshake === null ? {} : { 'validation-token': handshake })
})
