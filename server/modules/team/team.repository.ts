import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import type { Role } from '../../domain/access/can'
import { DomainError } from '../../domain/errors/domain-error'

export type MemberRow = { userId: string; email: string; name: string | null; role: Role; createdAt: Date }

/** In the order they joined; one or all. */
export async function listMembers(db: TenantDb, userId?: string): Promise<MemberRow[]> {
  const rows = await db.membership.findMany({
    where: userId ? { userId } : {},
    include: { user: { select: { email: true, name: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(({ user, ...row }) => ({
    userId: row.userId,
    email: user.email,
    name: user.name,
    role: row.role,
    createdAt: row.createdAt,
  }))
}

/** Until the transaction ends nobody else changes who belongs to the tenant. */
export async function lockMembers(db: TenantDb): Promise<void> {
  await db.$queryRaw`SELECT 1 AS locked FROM "Membership" FOR UPDATE`
}

/** @throws DomainError `conflict` */
export async function insertUser(
  db: TenantDb,
  user: { id: string; email: string; name: string | null; passwordHash: string },
): Promise<void> {
  try {
    await db.user.create({ data: user })
  } catch (error) {
    if (!isUniqueViolation(error, 'email')) throw error
    throw new DomainError('conflict', 'An account with this e-mail address was made just now. Try again.', { field: 'email' })
  }
}

/** @throws DomainError `already_a_member` */
export async function insertMember(db: TenantDb, member: { tenantId: string; userId: string; role: Role }): Promise<void> {
  try {
    await db.membership.create({ data: member })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('already_a_member', 'This person is a member already', { field: 'email' })
  }
}

export async function updateRole(db: TenantDb, key: { tenantId: string; userId: string }, role: Role): Promise<void> {
  await db.membership.update({ where: { tenantId_userId: key }, data: { role } })
}

export async function deleteMember(db: TenantDb, key: { tenantId: string; userId: string }): Promise<void> {
  await db.membership.delete({ where: { tenantId_userId: key } })
}
