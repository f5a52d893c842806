/** Answers of doors for machines: nothing in them may run, load or be framed. */
const MACHINE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

const common = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  // Not no-referrer: browsers then send `Origin: null` with forms of our own, which writes refuse.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'microphone=(self), camera=(), geolocation=(), payment=(), usb=()' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  // Browsers heed it over https only.
  { key: 'strict-transport-security', value: 'max-age=31536000; includeSubDomains' },
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The development server answers its own page's sockets only at localhost unless told otherwise; APP_URL is this address.
  allowedDevOrigins: ['127.0.0.1'],
  // `npm test` checks the types of everything; the first start does not wait for a second look at the same files.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pino', 'onnxruntime-node', 'sherpa-onnx-node'],
  async headers() {
    return [
      { source: '/:path*', headers: common },
      { source: '/api/:path*', headers: [{ key: 'content-security-policy', value: MACHINE_POLICY }] },
      { source: '/webhooks/:path*', headers: [{ key: 'content-security-policy', value: MACHINE_POLICY }] },
    ]
  },
}
