/**
 * Security headers that are the same for every answer. JavaScript, because Next reads its configuration uncompiled.
 * @type {Record<string, string>}
 */
export const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Not no-referrer: browsers then send `Origin: null` with forms of our own, which writes refuse.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Browsers heed it over https only.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
}

/**
 * What answers of doors for machines carry besides: nothing in them may run, load or be framed.
 * @type {Record<string, string>}
 */
export const MACHINE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
}
