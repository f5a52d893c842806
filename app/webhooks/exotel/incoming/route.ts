import { incomingDoor } from '@/server/http/exotel-doors'
import { webhookRoutes } from '@/server/http/webhook-door'

export const { GET, POST, PUT, PATCH, DELETE } = webhookRoutes(incomingDoor)
