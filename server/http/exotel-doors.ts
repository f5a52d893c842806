import { toIncomingResource } from '../domain/calls/incoming-resource'
import type { RawDelivery } from '../domain/telephony/call-delivery'
import { env } from '../env'
import type { Sender } from '../modules/webhooks/webhooks.service'
import { getServices, type Services } from '../services'
import { clientAddress } from './client-address'
import type { Method } from './doors'
import { type Answer, answerJson } from './respond'
import { allowMethods, type WebhookDoor, webhookDoor } from './webhook-door'

type Arrived = { services: Services; sender: Sender; readRaw: () => Promise<RawDelivery> }

/**
 * A door of Exotel's. The service proves the tenant by `?secret=` (401, 429 after too many wrong ones) before it tells anything
 * else about a delivery; so does this for a wrong method (405).
 */
function exotelDoor(methods: Method[], handle: (arrived: Arrived) => Promise<Answer>): WebhookDoor {
  return webhookDoor(async (delivery) => {
    const services = getServices()
    const { method, headers } = delivery
    const query = delivery.url.searchParams
    const sender = { unverifiedSecret: query.get('secret'), address: clientAddress(headers, env().TRUSTED_PROXIES) }
    if (!methods.includes(method)) {
      await services.webhooks.authenticateExotel(sender)
      allowMethods(delivery, methods)
    }
    const readRaw = async () => {
      const body = method === 'GET' ? new Uint8Array() : await delivery.readBody()
      return { query, contentType: headers.get('content-type'), body }
    }
    return await handle({ services, sender, readRaw })
  })
}

/** A call comes in: where its audio goes. */
export const incomingDoor = exotelDoor(['GET', 'POST'], async ({ services, sender, readRaw }) =>
  answerJson(toIncomingResource(await services.webhooks.receiveIncoming(sender, readRaw))),
)

export const statusDoor = exotelDoor(['POST'], async ({ services, sender, readRaw }) => {
  const { callId } = await services.webhooks.receiveNotice(sender, 'exotel.status', readRaw)
  return answerJson({ received: true, call_id: callId }, callId ? 200 : 202)
})

/** Exotel's flow branches on the status: 302 leads to the applet that puts the caller through, 200 past it. */
export const passthruDoor = exotelDoor(['GET', 'POST'], async ({ services, sender, readRaw }) => {
  const { callId, isTransferAsked } = await services.webhooks.receiveNotice(sender, 'exotel.passthru', readRaw)
  return answerJson({ received: true, call_id: callId, transfer: isTransferAsked }, isTransferAsked ? 302 : callId ? 200 : 202)
})
