import { env } from '@/server/env'
import { publicRoutes } from '@/server/http/doors'
import { buildOpenApiDocument } from '@/server/http/openapi'
import { respondJson } from '@/server/http/respond'

export const { GET, POST, PUT, PATCH, DELETE } = publicRoutes({ GET: () => respondJson(buildOpenApiDocument(env().APP_URL)) })
