import { COMMON_HEADERS, MACHINE_HEADERS } from './server/http/fixed-headers.js'

const pairs = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }))

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
      { source: '/:path*', headers: pairs(COMMON_HEADERS) },
      { source: '/api/:path*', headers: pairs(MACHINE_HEADERS) },
      { source: '/webhooks/:path*', headers: pairs(MACHINE_HEADERS) },
    ]
  },
}
