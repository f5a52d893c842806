import { publicRoutes } from '@/server/http/doors'
import { respondHealth } from '@/server/http/respond-health'
import { getServices } from '@/server/services'

export const dynamic = 'force-dynamic'

export const { GET, POST, PUT, PATCH, DELETE } = publicRoutes({ GET: async () => respondHealth(await getServices().system.health()) })
