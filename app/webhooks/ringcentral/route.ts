import { ringCentralRoutes } from '@/server/http/ringcentral-door'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = ringCentralRoutes()
