import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import type { ContactGroupCountView, ContactGroupView } from '../../domain/contacts/contact-view'
import { DomainError } from '../../domain/errors/domain-error'

export async function listGroups(db: TenantDb, tenantId: string): Promise<ContactGroupCountView[]> {
  const rows = await db.contactGroup.findMany({
    where: { tenantId },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, _count: { select: { members: true } } },
  })
  return rows.map(({ id, name, _count }) => ({ id, name, contactCount: _count.members }))
}

export async function groupExists(db: TenantDb, tenantId: string, groupId: string): Promise<boolean> {
  return (await db.contactGroup.count({ where: { tenantId, id: groupId } })) > 0
}

/** @throws DomainError `group_name_taken` */
export async function insertGroup(db: TenantDb, group: { tenantId: string; name: string; createdAt: Date }): Promise<ContactGroupView> {
  return unlessTaken(db.contactGroup.create({ data: group, select: { id: true, name: true } }))
}

/** @throws DomainError `group_name_taken` */
export async function renameGroup(db: TenantDb, key: { tenantId: string; id: string }, name: string): Promise<ContactGroupView> {
  return unlessTaken(db.contactGroup.update({ where: { tenantId_id: key }, data: { name }, select: { id: true, name: true } }))
}

async function unlessTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (!isUniqueViolation(error, 'name')) throw error
    throw new DomainError('group_name_taken', 'There is a group of this name already.', { field: 'name' })
  }
}

/** Its contacts stay. */
export async function deleteGroup(db: TenantDb, key: { tenantId: string; id: string }): Promise<void> {
  await db.contactGroup.delete({ where: { tenantId_id: key } })
}

/** Contacts of other tenants and those that are gone are left out. */
export async function addMembers(db: TenantDb, tenantId: string, groupId: string, contactIds: string[]): Promise<void> {
  const known = await db.contact.findMany({ where: { tenantId, id: { in: contactIds } }, select: { id: true } })
  await db.contactGroupMember.createMany({ data: known.map(({ id }) => ({ tenantId, groupId, contactId: id })), skipDuplicates: true })
}

export async function removeMembers(db: TenantDb, tenantId: string, groupId: string, contactIds: string[]): Promise<void> {
  await db.contactGroupMember.deleteMany({ where: { tenantId, groupId, contactId: { in: contactIds } } })
}
