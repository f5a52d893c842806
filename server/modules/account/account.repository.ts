import type { TenantDb, UserDb } from '../../db/transaction'

export async function insertPerson(
  db: TenantDb,
  person: { id: string; email: string; name: string | null; passwordHash: string },
): Promise<void> {
  await db.user.create({ data: person })
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
