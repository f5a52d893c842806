import type { Database } from '../../db/transaction'
import type { UnscopedUser } from '../../db/unscoped'
import type {
  AccountView,
  ChangeEmailInput,
  ChangePasswordInput,
  CreateBusinessInput,
  SignUpInput,
  UpdateProfileInput,
} from '../../domain/access/account-view'
import { DomainError } from '../../domain/errors/domain-error'
import { cleanText } from '../../domain/text/clean-text'
import { isTimezone } from '../../domain/time/is-timezone'
import type { AuditEntry, AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { Mailer } from '../../ports/mailer'
import type { PasswordHasher } from '../../ports/password-hasher'
import type { RateLimits, RateRule } from '../../ports/rate-limits'
import type { NewBusiness, TenantsService } from '../tenants/tenants.service'
import {
  insertAccount,
  markEmailVerified,
  raiseSessionVersion,
  readPasswordHash,
  renamePerson,
  replaceEmail,
  replacePassword,
} from './account.repository'
import { createSignInLimits } from './sign-in-limits'

export type AccountDependencies = {
  db: Database
  clock: Clock
  rateLimits: RateLimits
  passwords: PasswordHasher
  audit: AuditTrail
  tenants: Pick<TenantsService, 'createWithOwner'>
  /** Null: no e-mail is sent from here. */
  mailer: Mailer | null
  /** Work nobody waits for failed. */
  onBackgroundError: (error: unknown) => void
}

/** Somebody whose credentials were right, and the version their session must carry. */
export type SignedInPerson = { userId: string; email: string; name: string | null; sessionVersion: number }

/** New businesses from one address: generous for an office, useless for filling the database. */
const SIGN_UPS_PER_ADDRESS: RateRule = { name: 'sign-up-address', limit: 60, windowMs: 15 * 60_000 }
/** Whether an address is taken is told to whoever asks for it: not to a list of addresses. */
const EMAIL_CHANGES_PER_ACCOUNT: RateRule = { name: 'email-change-account', limit: 10, windowMs: 15 * 60_000 }
const LINKS_PER_ACCOUNT: RateRule = { name: 'email-link-account', limit: 5, windowMs: 15 * 60_000 }
const LINKS_PER_ADDRESS: RateRule = { name: 'email-link-address', limit: 60, windowMs: 15 * 60_000 }

export type AccountService = ReturnType<typeof createAccountService>

export function createAccountService(deps: AccountDependencies) {
  const { db, passwords } = deps
  const limits = createSignInLimits(deps.rateLimits)

  /** In the log of each of the person's tenants. */
  async function recordEverywhere(userId: string, entry: Pick<AuditEntry, 'action' | 'outcome' | 'details'>): Promise<void> {
    for (const { tenantId } of await db.unscoped.listMembershipsOfUser(userId)) {
      await deps.audit.record({ tenantId, actor: { type: 'user', id: userId } }, { ...entry, targetType: 'user', targetId: userId })
    }
  }

  /** Not awaited by sign-in: it would tell by the time taken who has an account. */
  const auditRefusal = (userId: string, reason: string) =>
    recordEverywhere(userId, { action: 'account.sign_in', outcome: 'refused', details: { reason } })

  async function me(userId: string): Promise<AccountView> {
    const [user, person, memberships] = await Promise.all([
      db.unscoped.findUserById(userId),
      db.userDb(userId, (tx) => readPasswordHash(tx, userId)),
      db.unscoped.listMembershipsOfUser(userId),
    ])
    if (!user) throw new DomainError('unauthorized', 'Sign in to continue')
    return {
      id: user.id,
      email: user.email,
      name: user.name,
      hasPassword: Boolean(person?.passwordHash),
      tenants: memberships.map(({ tenantId, slug, name, role }) => ({ id: tenantId, slug, name, role })),
    }
  }

  async function readPerson(userId: string): Promise<{ email: string; passwordHash: string | null }> {
    const person = await db.userDb(userId, (tx) => readPasswordHash(tx, userId))
    if (!person) throw new DomainError('unauthorized', 'Sign in to continue')
    return person
  }

  async function createBusinessOf(input: CreateBusinessInput, owner: NewBusiness['owner']): Promise<{ tenantSlug: string }> {
    // A browser may name a zone this server does not know.
    const timezone = input.timezone && isTimezone(input.timezone) ? input.timezone : 'Asia/Kolkata'
    const { slug } = await deps.tenants.createWithOwner({ name: input.businessName, businessType: input.businessType, timezone, owner })
    return { tenantSlug: slug }
  }

  /** @throws DomainError `wrong_password`, `rate_limited` */
  async function proveCurrentPassword(person: { email: string; passwordHash: string }, given: string, address: string): Promise<void> {
    const isRight = await limits.attempt({ email: person.email, address }, () => passwords.verify(person.passwordHash, given))
    if (!isRight) throw new DomainError('wrong_password', 'This is not your current password', { field: 'currentPassword' })
  }

  async function refuseTooMany(rule: RateRule, key: string): Promise<void> {
    const verdict = await deps.rateLimits.consume(rule, key)
    if (verdict.isAllowed) return
    const retryAfterSeconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000))
    throw new DomainError('rate_limited', 'Too many tries. Please wait and try again.', { retryAfterSeconds })
  }

  return {
    /**
     * A person and their business with a published agent, at once or not at all.
     * @throws DomainError `email_taken`, `rate_limited`
     */
    async signUp(input: SignUpInput, address: string): Promise<{ tenantSlug: string }> {
      await refuseTooMany(SIGN_UPS_PER_ADDRESS, address)
      const passwordHash = await passwords.hash(input.password)
      return createBusinessOf(input, { email: input.email, name: input.name, passwordHash })
    },

    /** A business for somebody who has an account: a second one, or one after the last was removed. @throws DomainError `rate_limited` */
    async createBusiness(userId: string, input: CreateBusinessInput, address: string): Promise<{ tenantSlug: string }> {
      await refuseTooMany(SIGN_UPS_PER_ADDRESS, address)
      return createBusinessOf(input, { userId })
    },

    /**
     * Sign-in by e-mail address and password.
     * @returns null when they do not fit: an unknown address and a wrong password look the same and take as long
     * @throws DomainError `rate_limited`
     */
    async verifyCredentials(input: { email: string; password: string; address: string }): Promise<SignedInPerson | null> {
      const email = normalizeEmail(input.email)
      const user = await db.unscoped.findUserByEmail(email)
      const audit = (reason: string) => {
        if (user) void auditRefusal(user.id, reason).catch(deps.onBackgroundError)
      }
      try {
        const isRight = await limits.attempt({ email, address: input.address }, () =>
          passwords.verify(user?.passwordHash ?? null, input.password),
        )
        if (isRight) return personOf(user)
        audit('wrong_password')
        return null
      } catch (error) {
        if (error instanceof DomainError) audit(error.code)
        throw error
      }
    },

    /**
     * Sign-in with an identity another provider vouches for. Only people who already have an account get in.
     * @returns null for strangers, and for an address that nobody proved here before: its password may be somebody else's
     */
    async verifyIdentity(identity: {
      provider: string
      providerAccountId: string
      email: string
      isEmailVerified: boolean
    }): Promise<SignedInPerson | null> {
      const linked = await db.unscoped.findUserByAccount(identity.provider, identity.providerAccountId)
      if (linked) return personOf(linked)
      if (!identity.isEmailVerified) return null
      const user = await db.unscoped.findUserByEmail(normalizeEmail(identity.email))
      if (!user || (user.passwordHash !== null && user.emailVerified === null)) return null
      await db.userDb(user.id, (tx) =>
        insertAccount(tx, { provider: identity.provider, providerAccountId: identity.providerAccountId, userId: user.id }),
      )
      return personOf(user)
    },

    /** Who opened a sign-in link sent to this address; the address is proven by it. */
    async verifyEmailLink(unverifiedEmail: string): Promise<SignedInPerson | null> {
      const user = await db.unscoped.findUserByEmail(normalizeEmail(unverifiedEmail))
      if (!user) return null
      if (!user.emailVerified) await db.userDb(user.id, (tx) => markEmailVerified(tx, user.id, deps.clock.now()))
      return personOf(user)
    },

    /** The person of a session, or null when it was ended or the person is gone. */
    async findSession(session: { userId: string; sessionVersion: number }): Promise<SignedInPerson | null> {
      const user = await db.unscoped.findUserById(session.userId)
      if (!user || user.sessionVersion !== session.sessionVersion) return null
      return personOf(user)
    },

    me,

    async updateProfile(userId: string, input: UpdateProfileInput): Promise<AccountView> {
      await db.userDb(userId, (tx) => renamePerson(tx, userId, input.name))
      return me(userId)
    },

    /**
     * The address one signs in with from now on; the one before is told, where e-mail is sent from here.
     * @throws DomainError `wrong_password`, `password_missing`, `email_taken`, `rate_limited`
     */
    async changeEmail(userId: string, input: ChangeEmailInput): Promise<AccountView> {
      const { email: before, passwordHash } = await readPerson(userId)
      if (passwordHash === null) {
        throw new DomainError('password_missing', 'You sign in without a password. Set one first, then change the address.', {
          field: 'currentPassword',
        })
      }
      await proveCurrentPassword({ email: before, passwordHash }, input.currentPassword, `user:${userId}`)
      if (input.email === before) return me(userId)
      await refuseTooMany(EMAIL_CHANGES_PER_ACCOUNT, userId)
      await db.userDb(userId, (tx) => replaceEmail(tx, userId, input.email))
      await recordEverywhere(userId, { action: 'account.change_email', outcome: 'allowed' })
      const text = `Your Voicedesk account now has another e-mail address, and this one no longer signs in.\n\nIf this was not you, tell the owner of your business at once.`
      void deps.mailer?.send({ to: before, subject: 'Your e-mail address was changed', text }).catch(deps.onBackgroundError)
      return me(userId)
    },

    /**
     * Ends every session, this one included.
     * @throws DomainError `wrong_password`, `rate_limited`
     */
    async changePassword(userId: string, input: ChangePasswordInput, address = `user:${userId}`): Promise<void> {
      const { email, passwordHash } = await readPerson(userId)
      // Whoever signs in by Google or link has no password to repeat.
      if (passwordHash !== null) await proveCurrentPassword({ email, passwordHash }, input.currentPassword, address)
      const newHash = await passwords.hash(input.newPassword)
      await db.userDb(userId, (tx) => replacePassword(tx, userId, newHash))
    },

    async signOutEverywhere(userId: string): Promise<void> {
      await db.userDb(userId, (tx) => raiseSessionVersion(tx, userId))
    },

    /** Ends the session and every copy of it. A session that was ended before ends nothing. */
    async signOut(session: { userId: string; sessionVersion: number }): Promise<void> {
      await db.userDb(session.userId, (tx) => raiseSessionVersion(tx, session.userId, session.sessionVersion))
    },

    /** Somebody by one of the ways they are known. */
    async findPerson(
      by: { userId: string } | { email: string } | { provider: string; providerAccountId: string },
    ): Promise<SignedInPerson | null> {
      if ('userId' in by) return personOf(await db.unscoped.findUserById(by.userId))
      if ('email' in by) return personOf(await db.unscoped.findUserByEmail(normalizeEmail(by.email)))
      return personOf(await db.unscoped.findUserByAccount(by.provider, by.providerAccountId))
    },

    /**
     * Sends a sign-in link to whoever has an account. Nobody waits for the message: it would tell by the time taken who has one.
     * @throws DomainError `rate_limited`
     */
    async sendEmailLink(link: { email: string; url: string; address: string }): Promise<void> {
      await refuseTooMany(LINKS_PER_ADDRESS, link.address)
      await refuseTooMany(LINKS_PER_ACCOUNT, link.email)
      const user = await db.unscoped.findUserByEmail(normalizeEmail(link.email))
      if (!user || !deps.mailer) return
      const text = `Open this link to sign in to Voicedesk. It works once, within 30 minutes:\n\n${link.url}\n\nIf you did not ask for it, ignore this message.`
      void deps.mailer.send({ to: user.email, subject: 'Your sign-in link', text }).catch(deps.onBackgroundError)
    },

    storeEmailLink: (token: { identifier: string; token: string; expires: Date }) => db.unscoped.createVerificationToken(token),
    spendEmailLink: (identifier: string, token: string) => db.unscoped.spendVerificationToken(identifier, token),
  }
}

function normalizeEmail(email: string): string {
  return cleanText(email).trim().toLowerCase()
}

function personOf(user: UnscopedUser | null): SignedInPerson | null {
  return user && { userId: user.id, email: user.email, name: user.name, sessionVersion: user.sessionVersion }
}
