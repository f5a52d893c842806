import { respondError } from '@/server/http/respond'
import { respondHealth } from '@/server/http/respond-health'
import { getServices } from '@/server/services'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  try {
    return respondHealth(await getServices().system.health())
  } catch (error) {
    return respondError(error, request)
  }
}
