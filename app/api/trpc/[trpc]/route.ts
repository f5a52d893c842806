import { webEnv } from '@/server/env'
import { otherMethods } from '@/server/http/doors'
import { getServices } from '@/server/services'
import { handleTrpc } from '@/server/trpc/handle-trpc'

function handle(request: Request): Promise<Response> {
  return handleTrpc(request, { services: getServices(), settings: webEnv() })
}

export { handle as GET, handle as POST }
export const { PUT, PATCH, DELETE } = otherMethods(['GET', 'POST'])
