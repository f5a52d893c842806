import { callOutcomeRoutes } from '@/server/http/outcome-door'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = callOutcomeRoutes()
