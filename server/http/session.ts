import { readSession as readSessionCookie } from '../auth/session'
import type { Services } from '../services'

/** The person whose session a request carries, checked for this request; null without a valid one. */
export function readSession(request: Request, services: Services): Promise<{ userId: string } | null> {
  return readSessionCookie(request, services)
}
