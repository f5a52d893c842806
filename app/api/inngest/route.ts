export { GET, POST, PUT } from '@/server/inngest/handlers'

export const dynamic = 'force-dynamic'
