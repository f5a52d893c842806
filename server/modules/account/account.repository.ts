import { isUniqueViolation } from '../../db/errors'
import type { TenantDb, UserDb } from '../../db/transaction'
import { DomainError } from '../../domain/errors/domain-error'

export async function insertPerson(
  db: TenantDb,
  person: { id: string; email: string; name: string | null; passwordHash: string },
): Promise<void> {
  await db.user.create({ data: person })
}

export async function renamePerson(db: UserDb, userId: string, name: string): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { name } })
}

/** Nobody has proven the new address yet. @throws DomainError `email_taken` */
export async function replaceEmail(db: UserDb, userId: string, email: string): Promise<void> {
  try {
    await db.user.update({ where: { id: userId }, data: { email, emailVerified: null } })
  } catch (error) {
    if (!isUniqueViolation(error, 'email')) throw error
    throw new DomainError('email_taken', 'There is an account with this e-mail address already.', { field: 'email' })
  }
}

/** Changes the password and ends every session. */
export async function replacePassword(db: UserDb, userId: string, passwordHash: string): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { passwordHash, sessionVersion: { increment: 1 } } })
}

/** Ends every session of that version; an older cookie ends nothing. Returns whether it did. */
export async function raiseSessionVersion(db: UserDb, userId: string, from?: number): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, ...(from === undefined ? {} : { sessionVersion: from }) },
    data: { sessionVersion: { increment: 1 } },
  })
  return count > 0
}

export async function readPasswordHash(db: UserDb, userId: string): Promise<{ email: string; passwordHash: string | null } | null> {
  return db.user.findUnique({ where: { id: userId }, select: { email: true, passwordHash: true } })
}

export async function markEmailVerified(db: UserDb, userId: string, at: Date): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { emailVerified: at } })
}

export async function insertAccount(db: UserDb, account: { provider: string; providerAccountId: string; userId: string }): Promise<void> {
  await db.account.upsert({
    where: { provider_providerAccountId: { provider: account.provider, providerAccountId: account.providerAccountId } },
    create: account,
    update: {},
  })
}
