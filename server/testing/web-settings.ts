import { encode } from 'next-auth/jwt'
import type { Services } from '../services'

const SECRET = 'a-secret-of-tests-with-enough-characters'

/**
 * Settings and services as route handlers find them in the Next process. Call before the first request of a test file;
 * settings are read once per process.
 */
export function serveWith(services: Services): void {
  Object.assign(process.env, {
    DATABASE_APP_URL: 'postgres://voicedesk_app@127.0.0.1/unused',
    INTERNAL_SECRET: SECRET,
    NEXTAUTH_SECRET: SECRET,
    NEXTAUTH_URL: services.adapters.appUrl,
    APP_URL: services.adapters.appUrl,
    MEDIA_URL: services.adapters.mediaUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    API_REQUESTS_PER_MINUTE: '300',
  })
  const kept = globalThis as typeof globalThis & { voicedeskServices?: Services }
  kept.voicedeskServices = services
}

/** The session cookie of a signed-in person, as their browser sends it. */
export async function sessionCookie(services: Services, userId: string, sessionVersion = 1): Promise<string> {
  const token = await encode({ token: { sub: userId, sessionVersion }, secret: SECRET, maxAge: 3600 })
  return `${services.adapters.appUrl.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token=${token}`
}
