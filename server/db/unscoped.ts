import type { Pool } from 'pg'
import type { BusinessType, CallStatus, PrismaClient, Provider, TenantStatus, UserRole } from './generated/client'

/*
 * Every look-up that happens before a tenant is known, or across tenants. Each goes through one function of the database's
 * `lookup` schema, which runs as a role that sees only the columns it needs: a migration is where one is added.
 */
export type Unscoped = ReturnType<typeof createUnscoped>

export type UnscopedTenant = { tenantId: string; slug: string; status: TenantStatus }
export type DialledNumber = { tenantId: string; phoneNumberId: string; provider: Provider; isActive: boolean; tenantStatus: TenantStatus }
export type PresentedApiKey = {
  tenantId: string
  apiKeyId: string
  role: UserRole
  scopes: string[]
  expiresAt: Date | null
  revokedAt: Date | null
  tenantSlug: string
  tenantStatus: TenantStatus
}
export type UnscopedUser = { id: string; email: string; name: string | null; sessionVersion: number; emailVerified: Date | null }
export type UserWithPassword = UnscopedUser & { passwordHash: string | null }
export type UserMembership = {
  tenantId: string
  slug: string
  name: string
  status: TenantStatus
  timezone: string
  businessType: BusinessType
  role: UserRole
}
export type TokenClaim = { tenantId: string; callId: string; transport: 'exotel' | 'browser' }
export type OverdueCall = { tenantId: string; callId: string; status: CallStatus }
export type OverdueOutbound = { tenantId: string; outboundId: string; generation: number }
export type PendingWebhook = { tenantId: string; webhookId: string; source: string }

export type DialledLine = {
  tenantId: string
  tenantStatus: TenantStatus
  region: string
  fallbackNumber: string | null
  maxConcurrentCalls: number
  /** Null, as is `number`: none of the numbers is the tenant's. */
  phoneNumberId: string | null
  /** E.164 */
  number: string | null
  agentId: string | null
  agentVersionId: string | null
  activeCalls: number
  /** Free places over all media-servers that live. */
  freePlaces: number
}
export type AdmittedCall = { id: string; status: CallStatus; endReason: string | null; isNew: boolean; waitingWebhookIds: string[] }
export type StoredOutcome = {
  tenantId: string
  /** Null: the same notice is there already, or nothing was kept. */
  webhookId: string | null
  /** Null: a call nobody knows. */
  callId: string | null
  isProven: boolean
  /** The key the notice has to be checked with, sealed; null: the installation's own. Only while nothing is proven. */
  sealedKey: string | null
}
export type StoredNotice = { tenantId: string; webhookId: string | null; callId: string | null; isTransferAsked: boolean }

export function createUnscoped(prisma: PrismaClient, pool: Pool) {
  const first = async <Row>(rows: Promise<Row[]>): Promise<Row | null> => (await rows)[0] ?? null
  /** What a vendor waits for. `values` as pg writes them. */
  const atTheDoor = async <Row extends object>(text: string, values: unknown[]): Promise<Row | null> => {
    const { rows } = await pool.query<Row>(text, values)
    return rows[0] ?? null
  }

  return {
    /** Exotel's webhooks: `secretHash` is the SHA-256 of the secret in the URL. */
    findTenantByExotelSecretHash: (secretHash: string) =>
      first(prisma.$queryRaw<UnscopedTenant[]>`SELECT * FROM lookup.tenant_by_exotel_secret_hash(${secretHash})`),

    /** Whether a slug is taken, and whom a stranger's attempt is audited with. */
    findTenantBySlug: (slug: string) => first(prisma.$queryRaw<UnscopedTenant[]>`SELECT * FROM lookup.tenant_by_slug(${slug})`),

    /** Jobs that visit every tenant, a page at a time in the order of ids. */
    listTenantIds: (page: { after: string | null; limit: number }) =>
      prisma.$queryRaw<
        { tenantId: string; status: TenantStatus }[]
      >`SELECT * FROM lookup.tenant_ids(${page.after}::uuid, ${page.limit}::int)`,

    /** An incoming call: `number` in E.164. */
    findDialledNumber: (number: string) => first(prisma.$queryRaw<DialledNumber[]>`SELECT * FROM lookup.phone_number(${number})`),

    /**
     * An incoming call, by the secret in its URL or for a tenant proven before: its line among `candidates` (E.164), who answers
     * it and how busy things are. Null: the secret is nobody's.
     */
    findDialledLine: (query: {
      by: { secretHash: string } | { tenantId: string }
      candidates: string[]
      now: Date
      mediaServersSeenAfter: Date
    }) => {
      const secretHash = 'secretHash' in query.by ? query.by.secretHash : null
      const tenantId = 'tenantId' in query.by ? query.by.tenantId : null
      return atTheDoor<DialledLine>('SELECT * FROM doors.dialled_line($1, $2, $3, $4, $5)', [
        secretHash,
        tenantId,
        query.candidates,
        query.now,
        query.mediaServersSeenAfter,
      ])
    },

    /** Writes a call of a proven tenant, or finds the one with the same vendor id, and grants it a fresh stream token. */
    admitCall: async (admission: {
      tenantId: string
      call: object
      callerPhone: string | null
      contactId: string
      token: object
      now: Date
    }) => {
      const { tenantId, call, callerPhone, contactId, token, now } = admission
      const admitted = await atTheDoor<AdmittedCall>('SELECT * FROM doors.admit_call($1, $2, $3, $4, $5, $6)', [
        tenantId,
        JSON.stringify(call),
        callerPhone,
        contactId,
        JSON.stringify(token),
        now,
      ])
      if (!admitted) throw new Error('Admitting a call returned no row')
      return admitted
    },

    /** Keeps a telephone company's notice with the tenant its URL's secret proves. Null: the secret is nobody's. */
    storeNotice: (notice: {
      secretHash: string
      id: string
      source: string
      eventId: string
      vendorCallId: string
      payload: object
      now: Date
    }) =>
      atTheDoor<StoredNotice>('SELECT * FROM doors.store_notice($1, $2, $3, $4, $5, $6, $7)', [
        notice.secretHash,
        notice.id,
        notice.source,
        notice.eventId,
        notice.vendorCallId,
        JSON.stringify(notice.payload),
        notice.now,
      ]),

    /**
     * Keeps an outbound vendor's notice with the tenant that owns its call, if its key proves it: the installation's own one is
     * checked before, a tenant's is handed out sealed, and comes back as `provenKey`. Null: the notice is about nobody here.
     */
    storeOutcome: (notice: {
      vendorCallId: string
      unverifiedCallId: string | null
      unverifiedTenantId: string | null
      isGloballySigned: boolean
      provenKey: string | null
      id: string
      eventId: string
      payload: object
      now: Date
    }) =>
      atTheDoor<StoredOutcome>('SELECT * FROM doors.store_outcome($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
        notice.vendorCallId,
        notice.unverifiedCallId,
        notice.unverifiedTenantId,
        notice.isGloballySigned,
        notice.provenKey,
        notice.id,
        notice.eventId,
        JSON.stringify(notice.payload),
        notice.now,
      ]),

    /**
     * Keeps a notice of a telephone system with the tenant it is proven to be of: by the token it carries (its SHA-256), or, for the
     * installation's own account, by its call or its numbers (E.164). No `tenantId`: parked until its call is known. Null: the token is nobody's.
     */
    storeSessionNotice: (notice: {
      tokenHash: string
      isInstallations: boolean
      numbers: string[]
      sessionId: string | null
      id: string
      eventId: string
      payload: object
      status: 'PENDING' | 'WAITING'
      now: Date
    }) =>
      first(
        prisma.$queryRaw<{ tenantId: string | null; webhookId: string | null }[]>`
          SELECT * FROM doors.store_session_notice(${notice.tokenHash}, ${notice.isInstallations}, ${notice.numbers}::text[], ${notice.sessionId},
            ${notice.id}::uuid, ${notice.eventId}, ${JSON.stringify(notice.payload)}::jsonb, ${notice.status}, ${notice.now}::timestamptz)`,
      ),

    /** Whether a token (its SHA-256) is that of a tenant's own RingCentral account. */
    findTenantByRingCentralTokenHash: (tokenHash: string) =>
      first(prisma.$queryRaw<{ tenantId: string }[]>`SELECT * FROM lookup.tenant_by_ringcentral_token_hash(${tokenHash})`),

    /** Calls of which something is parked though they are known; forgets what was parked before `forgetBefore`. */
    listClaimableNotices: (query: { forgetBefore: Date; limit: number }) =>
      prisma.$queryRaw<
        { tenantId: string; vendorCallId: string }[]
      >`SELECT * FROM lookup.claimable_notices(${query.forgetBefore}::timestamptz, ${query.limit}::int)`,

    /** Tenants whose own RingCentral account is due to be looked after, longest ago first. */
    listRingCentralConnections: (query: { checkedBefore: Date; limit: number }) =>
      prisma.$queryRaw<
        { tenantId: string }[]
      >`SELECT * FROM lookup.ringcentral_connections(${query.checkedBefore}::timestamptz, ${query.limit}::int)`,

    /** Calls the outbound vendor took on and of which no end is known, dialled between the two moments. Longest ago first. */
    listUnsettledOutbound: (query: { dialledBefore: Date; dialledAfter: Date; limit: number }) =>
      prisma.$queryRaw<{ tenantId: string; callId: string }[]>`
        SELECT * FROM lookup.outbound_unsettled(${query.dialledBefore}::timestamptz, ${query.dialledAfter}::timestamptz, ${query.limit}::int)`,

    /** A REST request: `keyHash` is the SHA-256 of the presented key. Expired and revoked keys are returned too. */
    findApiKeyByHash: (keyHash: string) => first(prisma.$queryRaw<PresentedApiKey[]>`SELECT * FROM lookup.api_key_by_hash(${keyHash})`),

    /** Sign-in: `email` lower-cased. */
    findUserByEmail: (email: string) => first(prisma.$queryRaw<UserWithPassword[]>`SELECT * FROM lookup.user_by_email(${email})`),

    /** Every request of a session: does the person still exist, and is the session's version still theirs? */
    findUserById: (userId: string) => first(prisma.$queryRaw<UnscopedUser[]>`SELECT * FROM lookup.user_by_id(${userId}::uuid)`),

    /** Sign-in with an identity of another provider. */
    findUserByAccount: (provider: string, providerAccountId: string) =>
      first(prisma.$queryRaw<UnscopedUser[]>`SELECT * FROM lookup.user_by_account(${provider}, ${providerAccountId})`),

    /** What proves a tenant to a session: membership. Ordered by the tenants' names. */
    listMembershipsOfUser: (userId: string) =>
      prisma.$queryRaw<UserMembership[]>`SELECT * FROM lookup.memberships_of_user(${userId}::uuid)`,

    /** A vendor's notice that names its own call id only. */
    findCallByExternalId: (provider: Provider, externalId: string) =>
      first(prisma.$queryRaw<{ tenantId: string; callId: string }[]>`SELECT * FROM lookup.call_by_external_id(${provider}, ${externalId})`),

    /** Calls whose `tidyUpAt` has passed, longest overdue first. */
    listCallsToTidyUp: (query: { now: Date; limit: number }) =>
      prisma.$queryRaw<OverdueCall[]>`SELECT * FROM lookup.calls_to_tidy_up(${query.now}::timestamptz, ${query.limit}::int)`,

    /** Outbound calls whose turn was missed, and those whose dialling nobody has gone on with. Longest overdue first. */
    listOverdueOutbound: (query: { dueBefore: Date; dialledBefore: Date; limit: number }) =>
      prisma.$queryRaw<OverdueOutbound[]>`
        SELECT * FROM lookup.outbound_overdue(${query.dueBefore}::timestamptz, ${query.dialledBefore}::timestamptz, ${query.limit}::int)`,

    /** A usable stream token, unspent. `tokenHash` is the SHA-256 of the token. */
    findStreamToken: (tokenHash: string, now: Date) =>
      first(prisma.$queryRaw<TokenClaim[]>`SELECT * FROM lookup.stream_token(${tokenHash}, ${now}::timestamptz)`),

    /** Spends a usable stream token. Of two attempts exactly one gets the claim, the other null. */
    spendStreamToken: (tokenHash: string, now: Date) =>
      first(prisma.$queryRaw<TokenClaim[]>`SELECT * FROM lookup.spend_stream_token(${tokenHash}, ${now}::timestamptz)`),

    /** Deliveries that were stored and whose job seems never to have started. Oldest first. */
    listPendingWebhooks: (query: { receivedBefore: Date; limit: number }) =>
      prisma.$queryRaw<PendingWebhook[]>`SELECT * FROM lookup.pending_webhooks(${query.receivedBefore}::timestamptz, ${query.limit}::int)`,

    /** Imports under way: their jobs are started again should they have got lost. Oldest first. */
    listRunningImports: (query: { begunBefore: Date; limit: number }) =>
      prisma.$queryRaw<
        { tenantId: string; importId: string }[]
      >`SELECT * FROM lookup.running_imports(${query.begunBefore}::timestamptz, ${query.limit}::int)`,

    createVerificationToken: async (token: { identifier: string; token: string; expires: Date }): Promise<void> => {
      await prisma.$queryRaw`
        SELECT 1 AS done FROM lookup.create_verification_token(${token.identifier}, ${token.token}, ${token.expires}::timestamptz)`
    },

    /** Deletes and returns a sign-in link's token, so that it works once. */
    spendVerificationToken: (identifier: string, token: string) =>
      first(
        prisma.$queryRaw<{ identifier: string; token: string; expires: Date }[]>`
          SELECT * FROM lookup.spend_verification_token(${identifier}, ${token})`,
      ),
  }
}
