import type { AuthOptions } from 'next-auth'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { EmailConfig } from 'next-auth/providers/email'
import GoogleProvider from 'next-auth/providers/google'
import { z } from 'zod'
import type { WebEnv } from '../env'
import { log } from '../log'
import type { AccountService, SignedInPerson } from '../modules/account/account.service'
import { claimOf, isSecure } from './session'

const SESSION_SECONDS = 14 * 24 * 60 * 60
const EMAIL_LINK_SECONDS = 30 * 60

export type AuthSettings = Pick<
  WebEnv,
  'NEXTAUTH_URL' | 'NEXTAUTH_SECRET' | 'GOOGLE_CLIENT_ID' | 'GOOGLE_CLIENT_SECRET' | 'EMAIL_SERVER' | 'EMAIL_FROM'
>
export type AuthServices = { account: AccountService }

/** One request to next-auth: where it comes from, and what went wrong inside that next-auth would turn into words of its own. */
export type AuthAttempt = { address: string; failure: unknown }

const credentials = z.object({ email: z.string().max(254), password: z.string().max(1000) })

export function createAuthOptions(services: AuthServices, settings: AuthSettings, attempt: AuthAttempt): AuthOptions {
  const { account } = services

  /** Runs our part; what it throws is kept for the door to answer with. */
  async function keepFailure<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      attempt.failure = error
      throw error
    }
  }

  return {
    secret: settings.NEXTAUTH_SECRET,
    useSecureCookies: isSecure(settings),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in?sent=1' },
    adapter: createAdapter(account, keepFailure),
    logger: {
      // An ended session is no mistake of anybody's.
      error: (code, about) => {
        if (!(about instanceof SessionEnded)) log.warn({ code }, 'next-auth reports')
      },
      warn: () => {},
      debug: () => {},
    },
    providers: [
      CredentialsProvider({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given) =>
          keepFailure(async () => {
            const parsed = credentials.safeParse(given)
            if (!parsed.success) return null
            const person = await account.verifyCredentials({ ...parsed.data, address: attempt.address })
            return person && userOf(person)
          }),
      }),
      ...googleProviders(settings),
      ...emailProviders(account, settings, attempt, keepFailure),
    ],
    callbacks: {
      signIn: ({ account: identity, profile, user, email }) =>
        keepFailure(async () => {
          if (identity?.provider === 'google') {
            const person = await account.verifyIdentity({
              provider: 'google',
              providerAccountId: identity.providerAccountId,
              email: profile?.email ?? '',
              isEmailVerified: profile !== undefined && 'email_verified' in profile && profile.email_verified === true,
            })
            return person !== null || '/sign-in?error=OAuthAccountNotLinked'
          }
          if (identity?.type === 'email' && !email?.verificationRequest) return (await account.verifyEmailLink(user.email ?? '')) !== null
          return true
        }),
      jwt: ({ token, user }) =>
        keepFailure(async () => {
          if (user) return { sub: user.id, name: user.name, email: user.email, sessionVersion: versionOf(user) }
          const claim = claimOf(token)
          const person = claim && (await account.findSession(claim))
          if (!person) throw new SessionEnded()
          return { sub: person.userId, name: person.name, email: person.email, sessionVersion: person.sessionVersion }
        }),
    },
    events: {
      signOut: ({ token }) =>
        keepFailure(async () => {
          const claim = claimOf(token)
          if (claim) await account.signOut(claim)
        }),
    },
  }
}

/** Makes next-auth delete the cookie. */
export class SessionEnded extends Error {}

function googleProviders({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET }: AuthSettings): AuthOptions['providers'] {
  if (!GOOGLE_CLIENT_ID || !GOOGLE_CLIENT_SECRET) return []
  return [GoogleProvider({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET })]
}

type KeepFailure = <Result>(work: () => Promise<Result>) => Promise<Result>

function emailProviders(
  account: AccountService,
  { EMAIL_SERVER, EMAIL_FROM }: AuthSettings,
  attempt: AuthAttempt,
  keepFailure: KeepFailure,
): AuthOptions['providers'] {
  if (!EMAIL_SERVER || !EMAIL_FROM) return []
  const provider: EmailConfig = {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: EMAIL_SERVER,
    from: EMAIL_FROM,
    maxAge: EMAIL_LINK_SECONDS,
    sendVerificationRequest: ({ identifier, url }) =>
      keepFailure(() => account.sendEmailLink({ email: identifier, url, address: attempt.address })),
    options: {},
  }
  return [provider]
}

/** The little of a database next-auth needs for Google and e-mail links. Nobody gets an account by signing in. */
function createAdapter(account: AccountService, keepFailure: KeepFailure): Adapter {
  return {
    getUser: (userId) => keepFailure(async () => adapterUser(await account.findPerson({ userId }))),
    getUserByEmail: (email) => keepFailure(async () => adapterUser(await account.findPerson({ email }))),
    getUserByAccount: ({ provider, providerAccountId }) =>
      keepFailure(async () => adapterUser(await account.findPerson({ provider, providerAccountId }))),
    updateUser: ({ id }) =>
      keepFailure(async () => {
        const user = adapterUser(await account.findPerson({ userId: id }))
        if (!user) throw new SessionEnded()
        return user
      }),
    createVerificationToken: (token) =>
      keepFailure(async () => {
        await account.storeEmailLink(token)
        return token
      }),
    useVerificationToken: ({ identifier, token }) => keepFailure(() => account.spendEmailLink(identifier, token)),
  }
}

function adapterUser(person: SignedInPerson | null): AdapterUser | null {
  return person && { ...userOf(person), emailVerified: null }
}

function userOf({ userId, email, name, sessionVersion }: SignedInPerson) {
  return { id: userId, email, name, sessionVersion }
}

function versionOf(user: object): unknown {
  return 'sessionVersion' in user ? user.sessionVersion : undefined
}
