import { handleAuth } from '@/server/auth/handle-auth'
import { webEnv } from '@/server/env'
import { otherMethods } from '@/server/http/doors'
import { getServices } from '@/server/services'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: Request, { params }: Context): Promise<Response> {
  const { nextauth } = await params
  return handleAuth(request, nextauth, { services: getServices(), settings: webEnv() })
}

export { handle as GET, handle as POST }
export const { PUT, PATCH, DELETE } = otherMethods(['GET', 'POST'])
