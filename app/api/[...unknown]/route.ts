import { unknownRoutes } from '@/server/http/doors'

export const { GET, POST, PUT, PATCH, DELETE } = unknownRoutes()
