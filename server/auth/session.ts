import { decode } from 'next-auth/jwt'
import { type WebEnv, webEnv } from '../env'
import type { AccountService } from '../modules/account/account.service'

/** What a session cookie claims. Only the database says whether it still holds. */
export type SessionClaim = { userId: string; sessionVersion: number }
/** Somebody whose session was checked against the database for this request. */
export type SignedIn = { userId: string; email: string; name: string | null; sessionVersion: number }

type AuthSettings = Pick<WebEnv, 'NEXTAUTH_URL' | 'NEXTAUTH_SECRET'>
type SessionServices = { account: Pick<AccountService, 'findSession'> }

export function isSecure(settings: Pick<WebEnv, 'NEXTAUTH_URL'>): boolean {
  return settings.NEXTAUTH_URL.startsWith('https:')
}

/** Browsers take the `__Secure-` prefix over https only. */
export function sessionCookieName(settings: Pick<WebEnv, 'NEXTAUTH_URL'>): string {
  return isSecure(settings) ? '__Secure-next-auth.session-token' : 'next-auth.session-token'
}

/** Whether a request comes with our cookie, valid or not. */
export function hasSessionCookie(headers: Headers, settings: Pick<WebEnv, 'NEXTAUTH_URL'> = webEnv()): boolean {
  return readCookie(headers, sessionCookieName(settings)) !== null
}

/**
 * Who is behind a request, by its session cookie.
 * @returns null without a cookie, with a forged or expired one, and after sign-out or a password change anywhere
 */
export async function readSession(
  request: { headers: Headers },
  services: SessionServices,
  settings: AuthSettings = webEnv(),
): Promise<SignedIn | null> {
  const claim = await readClaim(request.headers, settings)
  return claim ? services.account.findSession(claim) : null
}

async function readClaim(headers: Headers, settings: AuthSettings): Promise<SessionClaim | null> {
  const token = readCookie(headers, sessionCookieName(settings))
  if (!token) return null
  try {
    return claimOf(await decode({ token, secret: settings.NEXTAUTH_SECRET }))
  } catch {
    // Not ours, changed on the way, or expired: as good as none.
    return null
  }
}

/** The claim in a decoded token; null where something else was signed with our secret. */
export function claimOf(token: Record<string, unknown> | null): SessionClaim | null {
  if (typeof token?.sub !== 'string' || typeof token.sessionVersion !== 'number') return null
  return { userId: token.sub, sessionVersion: token.sessionVersion }
}

function readCookie(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}
