import { handleInngest } from '@/server/inngest/handle-inngest'

export const dynamic = 'force-dynamic'

export { handleInngest as DELETE, handleInngest as GET, handleInngest as PATCH, handleInngest as POST, handleInngest as PUT }
