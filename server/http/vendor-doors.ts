import { incomingDoor, passthruDoor, statusDoor } from './exotel-doors'
import { callOutcomeDoor } from './outcome-door'
import { ringCentralDoor } from './ringcentral-door'
import type { WebhookDoor } from './webhook-door'

/** Doors of vendors by their path. Each has a route of the same path under `app/`. */
export const VENDOR_DOORS: Record<string, WebhookDoor> = {
  '/webhooks/exotel/incoming': incomingDoor,
  '/webhooks/exotel/status': statusDoor,
  '/webhooks/exotel/passthru': passthruDoor,
  '/webhooks/ringcentral': ringCentralDoor,
  '/api/webhook/call-outcome': callOutcomeDoor,
}
