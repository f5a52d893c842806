/**
 * The content security policy of pages. Scripts run by nonce only (and what such a script loads), so injected markup stays
 * text. Styles may be inline: server-rendered style attributes and the style elements of component libraries have no nonce.
 * @param mediaUrl where "Call my agent" opens its socket
 */
export function contentSecurityPolicy(options: { nonce: string; mediaUrl: string; isDevelopment: boolean; isHttps: boolean }): string {
  const { nonce, mediaUrl, isDevelopment, isHttps } = options
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob: data:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${new URL(mediaUrl).origin}${isDevelopment ? ' ws:' : ''}`,
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "manifest-src 'self'",
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ]
  return directives.join('; ')
}
