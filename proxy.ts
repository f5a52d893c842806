import { type NextRequest, NextResponse } from 'next/server'
import { env } from './server/env'
import { contentSecurityPolicy } from './server/http/security-headers'

/** Gives every page a nonce of its own and the policy that goes with it. Next puts the nonce on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const settings = env()
  const policy = contentSecurityPolicy({
    nonce,
    mediaUrl: settings.MEDIA_URL,
    isDevelopment: settings.NODE_ENV === 'development',
    isHttps: settings.APP_URL.startsWith('https:'),
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // A layout does not learn its address any other way; sign-in leads back to it.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  // Doors for machines answer JSON and have a policy of their own (next.config.js); static files need none.
  matcher: ['/((?!api/|webhooks/|_next/static|_next/image).*)'],
}
