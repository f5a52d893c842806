import { ringCentralDoor } from '@/server/http/ringcentral-door'
import { webhookRoutes } from '@/server/http/webhook-door'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = webhookRoutes(ringCentralDoor)
