import { callOutcomeDoor } from '@/server/http/outcome-door'
import { webhookRoutes } from '@/server/http/webhook-door'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = webhookRoutes(callOutcomeDoor)
