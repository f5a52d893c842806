/** Which way imports point: docs/architecture.md. Each rule fails the build. */
const TEST = '\\.test\\.tsx?$|/testing/|/simulators/'
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Domain rules see zod, pure libraries (phone numbers, time zones, tables in text) and each other.',
      from: { path: '^server/domain/', pathNot: TEST },
      to: { pathNot: ['^server/domain/', 'node_modules/(zod|libphonenumber-js|luxon|@types/luxon)/', '^csv-parse/'] },
    },
    {
      name: 'ports-are-types',
      severity: 'error',
      from: { path: '^server/ports/' },
      to: { pathNot: ['^server/(domain|ports)/', '^(node:)?stream$'] },
    },
    {
      name: 'vendors-implement-ports-only',
      severity: 'error',
      from: { path: '^server/vendors/', pathNot: TEST },
      to: { path: '^(app|components|media-server)/|^server/(modules|trpc|inngest|db|auth)/|^server/services' },
    },
    {
      name: 'only-composition-root-picks-vendors',
      severity: 'error',
      from: { path: '^server/modules/', pathNot: TEST },
      to: { path: '^server/vendors/' },
    },
    {
      name: 'only-repositories-touch-db',
      severity: 'error',
      from: { path: '^server/modules/', pathNot: ['\\.repository\\.ts$', TEST] },
      to: {
        path: '^server/db/|node_modules/@prisma/',
        pathNot: '^server/db/transaction\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'repositories-are-private-to-their-module',
      severity: 'error',
      from: { path: '^server/modules/([^/]+)/' },
      to: { path: '^server/modules/[^/]+/.+\\.repository\\.ts$', pathNot: '^server/modules/$1/' },
    },
    {
      name: 'services-know-no-transport',
      severity: 'error',
      from: { path: '\\.(service|repository)\\.ts$' },
      to: { path: 'node_modules/(@trpc|next|next-auth|react|inngest|ws)/|^server/(trpc|inngest|auth)/' },
    },
    {
      name: 'next-stays-in-app',
      severity: 'error',
      from: { path: '^(server|media-server|prisma)/', pathNot: '^server/auth/' },
      to: { path: 'node_modules/(next|react|react-dom)/' },
    },
    {
      name: 'media-server-never-reaches-next',
      severity: 'error',
      comment: 'Transitive: nothing media-server loads may pull in Next, React, NextAuth or tRPC.',
      from: { path: '^media-server/' },
      to: { path: 'node_modules/(next|next-auth|react|@trpc)/|^(app|components)/|^server/(trpc|auth)/', reachable: true },
    },
    {
      name: 'scripts-never-reach-next',
      severity: 'error',
      comment: 'trpc-list reads the router, which is what it lists.',
      from: { path: '^scripts/', pathNot: '^scripts/trpc-list\\.ts$' },
      to: { path: 'node_modules/(next|next-auth|react|@trpc)/|^(app|components)/|^server/(trpc|auth)/', reachable: true },
    },
    {
      name: 'components-load-no-server-code',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(server|media-server|app)/', pathNot: '^server/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-asks-services',
      severity: 'error',
      from: { path: '^app/', pathNot: TEST },
      to: { path: '^server/(db|vendors)/|\\.repository\\.ts$|node_modules/@prisma/' },
    },
    {
      name: 'raw-db-client-stays-in-db',
      severity: 'error',
      from: { pathNot: '^server/(db|auth|testing)/|^prisma/' },
      to: { path: '^server/db/client' },
    },
    {
      name: 'product-never-loads-simulators',
      severity: 'error',
      from: { path: '^(app|components|server|media-server)/', pathNot: TEST },
      to: { path: '^simulators/' },
    },
    { name: 'nothing-imports-app', severity: 'error', from: { pathNot: '^app/' }, to: { path: '^app/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: '^[.]next/|^server/db/generated/|^server/testing/$',
  },
}
