import { beforeAll, describe, expect, test } from 'vitest'
import { createSampleRows, insertStatement } from '../testing/sample-rows'
import { findTenancyHoles, listTables, TABLES_WITHOUT_TENANT } from '../testing/tenancy-audit'
import { createTenantFixture, type TenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase } from '../testing/test-database'

const { database, asApp, asOwner } = await createTestDatabase()
const tables = (await listTables(asOwner)).filter((table) => table.schema === 'public')
const tenantTables = tables.filter((table) => table.hasTenant).map((table) => table.name)

let a: TenantFixture
let b: TenantFixture
let samples: ReturnType<typeof createSampleRows>

beforeAll(async () => {
  a = await createTenantFixture(database)
  b = await createTenantFixture(database)
  // A member of both tenants would be a person both may see; these rows belong to nobody's fixture.
  const strangers = await asOwner<{ id: string }>(
    `INSERT INTO "User" (id, email) SELECT gen_random_uuid(), 'stranger-' || n || '@example.test' FROM generate_series(1, 2) n RETURNING id`,
  )
  samples = createSampleRows(asOwner, { User: { id: strangers[0]?.id } })
})

/** @returns how many rows a statement touched, or why it was refused */
async function attempt(tenantId: string | undefined, sql: string, values: unknown[] = []): Promise<number | string> {
  try {
    return (await asApp(tenantId ? { tenantId } : {}, sql, values)).length
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const REFUSED = expect.stringMatching(/row-level security policy|permission denied/)

test('the catalogue shows no hole', async () => {
  expect(await findTenancyHoles(asOwner)).toEqual([])
})

test('there are tables to try, and those without a tenant exist', () => {
  expect(tenantTables.length).toBeGreaterThanOrEqual(16)
  expect(tables.map((table) => table.name)).toEqual(expect.arrayContaining(Object.keys(TABLES_WITHOUT_TENANT)))
})

describe.each(tenantTables)('%s', (table) => {
  beforeAll(async () => {
    await samples.insert(table, a.tenantId)
    await samples.insert(table, b.tenantId)
  })

  test('shows a tenant its own rows', async () => {
    expect(await attempt(b.tenantId, `SELECT 1 FROM "${table}" WHERE "tenantId" = $1`, [b.tenantId])).toBeGreaterThan(0)
  })

  test("hides another tenant's rows", async () => {
    expect(await attempt(a.tenantId, `SELECT 1 FROM "${table}" WHERE "tenantId" = $1`, [b.tenantId])).toBe(0)
    expect(await attempt(a.tenantId, `SELECT 1 FROM "${table}" WHERE "tenantId" <> $1`, [a.tenantId])).toBe(0)
  })

  test('shows nothing before a tenant is known', async () => {
    expect(await attempt(undefined, `SELECT 1 FROM "${table}"`)).toBe(0)
  })

  test("leaves another tenant's rows unchanged and undeleted", async () => {
    const untouched = expect.toSatisfy((result: number | string) => result === 0 || /permission denied/.test(String(result)))
    expect(
      await attempt(a.tenantId, `UPDATE "${table}" SET "tenantId" = "tenantId" WHERE "tenantId" = $1 RETURNING 1`, [b.tenantId]),
    ).toEqual(untouched)
    expect(await attempt(a.tenantId, `DELETE FROM "${table}" WHERE "tenantId" = $1 RETURNING 1`, [b.tenantId])).toEqual(untouched)
  })

  test('takes no row for another tenant, new or moved', async () => {
    const { text, values } = insertStatement(table, await samples.compose(table, b.tenantId))
    expect(await attempt(a.tenantId, text, values)).toEqual(REFUSED)
    expect(await attempt(undefined, text, values)).toEqual(REFUSED)
    expect(await attempt(a.tenantId, `UPDATE "${table}" SET "tenantId" = $1`, [b.tenantId])).toEqual(REFUSED)
  })
})

describe('tables without a tenant', () => {
  test('a tenant sees itself alone and cannot touch another', async () => {
    expect(await attempt(a.tenantId, 'SELECT 1 FROM "Tenant"')).toBe(1)
    expect(await attempt(undefined, 'SELECT 1 FROM "Tenant"')).toBe(0)
    expect(await attempt(a.tenantId, `UPDATE "Tenant" SET name = 'x' WHERE id = $1 RETURNING 1`, [b.tenantId])).toBe(0)
    expect(await attempt(a.tenantId, 'DELETE FROM "Tenant" WHERE id = $1 RETURNING 1', [b.tenantId])).toBe(0)
  })

  test('people and their accounts are hidden from tenants they do not belong to', async () => {
    await asOwner(`INSERT INTO "Account" (provider, "providerAccountId", "userId") VALUES ('google', 'g', $1)`, [b.users.OWNER.id])
    expect(await attempt(a.tenantId, 'SELECT 1 FROM "User" WHERE id = $1', [b.users.OWNER.id])).toBe(0)
    expect(await attempt(a.tenantId, 'SELECT 1 FROM "Account"')).toBe(0)
    expect(await attempt(undefined, 'SELECT 1 FROM "User"')).toBe(0)
    expect(await asApp({ userId: b.users.OWNER.id }, 'SELECT 1 FROM "Account"')).toHaveLength(1)
  })

  test('a person cannot be made or changed on behalf of somebody else', async () => {
    const insert = `INSERT INTO "User" (id, email) VALUES (gen_random_uuid(), 'new@example.test')`
    expect(await attempt(a.tenantId, insert)).toEqual(REFUSED)
    expect(await attempt(a.tenantId, `UPDATE "User" SET name = 'x' RETURNING 1`)).toBe(0)
  })

  test('sign-in links and the history of migrations cannot be read or written directly', async () => {
    expect(await attempt(a.tenantId, 'SELECT 1 FROM "VerificationToken"')).toMatch(/permission denied/)
    expect(await attempt(a.tenantId, 'DELETE FROM "_prisma_migrations"')).toMatch(/permission denied/)
  })

  test('the audit log can be added to and never changed', async () => {
    expect(await attempt(a.tenantId, `UPDATE "AuditLog" SET action = 'x'`)).toMatch(/permission denied/)
    expect(await attempt(a.tenantId, 'DELETE FROM "AuditLog"')).toMatch(/permission denied/)
  })
})

describe('a leak that somebody adds is found', () => {
  const plant = async (sql: string, undo: string): Promise<string[]> => {
    await asOwner(sql)
    try {
      return await findTenancyHoles(asOwner)
    } finally {
      await asOwner(undo)
    }
  }

  test.each([
    [
      'a tenant table without protection',
      'CREATE TABLE "Leak" (id int, "tenantId" uuid)',
      'DROP TABLE "Leak"',
      /^Leak has no forced row-level security/,
    ],
    ['a table without a tenant', 'CREATE TABLE "Leak" (id int)', 'DROP TABLE "Leak"', /^public.Leak has no tenantId/],
    [
      'a table hidden in another schema',
      'CREATE SCHEMA side; CREATE TABLE side."Leak" (id int)',
      'DROP SCHEMA side CASCADE',
      /^side.Leak has no tenantId/,
    ],
    [
      'row-level security that the owner escapes',
      'ALTER TABLE "Call" NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE "Call" FORCE ROW LEVEL SECURITY',
      /^Call has no forced/,
    ],
    [
      'a policy that lets everything through',
      'CREATE POLICY everyone ON "Call" USING (true)',
      'DROP POLICY everyone ON "Call"',
      /^Call has a policy everyone/,
    ],
    [
      'a policy that reads right and writes anywhere',
      'ALTER POLICY tenant_isolation ON "Call" WITH CHECK (true)',
      'ALTER POLICY tenant_isolation ON "Call" WITH CHECK ("tenantId" = tenancy.current_tenant_id())',
      /^Call has a policy tenant_isolation/,
    ],
    [
      'a reference that could cross tenants',
      'ALTER TABLE "Call" ADD COLUMN "leakId" uuid REFERENCES "AuditLog" (id)',
      'ALTER TABLE "Call" DROP COLUMN "leakId"',
      /^"Call" refers to "AuditLog" without the tenant/,
    ],
    ["a view with its owner's rights", 'CREATE VIEW leak AS SELECT * FROM "Call"', 'DROP VIEW leak', /^public.leak is a view/],
    [
      "a function with its owner's rights",
      `CREATE FUNCTION leak() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM "Call"'`,
      'DROP FUNCTION leak()',
      /^leak\(\) runs with its owner's rights/,
    ],
  ])('%s', async (_what, sql, undo, hole) => {
    expect(await plant(sql, undo)).toEqual([expect.stringMatching(hole)])
    expect(await findTenancyHoles(asOwner)).toEqual([])
  })
})
