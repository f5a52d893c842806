import { createDemoSecrets, demoEmail } from '../prisma/scenarios/demo-secrets'
import { DEMO_TENANTS } from '../prisma/scenarios/demo-tenants'
import { openDatabase } from '../server/db/database'
import { env } from '../server/env'

/** `npm run demo:info -- --json`: what the running demo is reached with. Shape: contracts.md, Commands. */
async function readDemoInfo() {
  const { APP_URL, MEDIA_URL, DATABASE_APP_URL, DEMO_SEED, RETELL_API_KEY, RINGCENTRAL_VERIFICATION_TOKEN } = env()
  if (!DEMO_SEED) throw new Error('No demo is running here: npm start')
  const secrets = createDemoSecrets(DEMO_SEED)
  const database = openDatabase({ url: DATABASE_APP_URL, maxConnections: 1 })
  try {
    const tenants = []
    for (const tenant of DEMO_TENANTS) {
      const found = await database.unscoped.findTenantBySlug(tenant.slug)
      if (!found) throw new Error(`The tenant ${tenant.slug} is not there: npm run seed -- demo`)
      tenants.push({
        id: found.tenantId,
        slug: tenant.slug,
        name: tenant.name,
        industry: tenant.industry,
        business_type: tenant.businessType,
        timezone: tenant.timezone,
        callback_number: tenant.callbackNumber,
        exotel: { numbers: [tenant.exotelNumber], webhook_secret: secrets.exotelSecret(tenant.slug) },
        api_key: secrets.apiKey(tenant.slug),
        users: (['OWNER', 'ADMIN', 'MEMBER'] as const).map((role) => ({
          email: demoEmail(tenant.slug, role),
          password: secrets.password,
          role,
        })),
      })
    }
    return {
      app_url: APP_URL,
      media_url: MEDIA_URL,
      database_app_url: DATABASE_APP_URL,
      tenants,
      secrets: {
        retell_api_key: RETELL_API_KEY ?? secrets.retellApiKey,
        ringcentral_verification_token: RINGCENTRAL_VERIFICATION_TOKEN ?? secrets.ringcentralVerificationToken,
      },
    }
  } finally {
    await database.close()
  }
}

function format(info: Awaited<ReturnType<typeof readDemoInfo>>): string {
  const tenants = info.tenants.flatMap((tenant) => [
    '',
    `${tenant.name} (${tenant.business_type}, ${tenant.timezone})  ${info.app_url}/${tenant.slug}`,
    `  number   ${tenant.exotel.numbers.join(', ')}   secret ${tenant.exotel.webhook_secret}`,
    `  API key  ${tenant.api_key}`,
    ...tenant.users.map((user) => `  ${user.role.padEnd(7)}  ${user.email}   ${user.password}`),
  ])
  return [`Dashboard ${info.app_url}`, `Audio     ${info.media_url}`, ...tenants].join('\n')
}

try {
  const info = await readDemoInfo()
  process.stdout.write(`${process.argv.includes('--json') ? JSON.stringify(info, null, 2) : format(info)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
