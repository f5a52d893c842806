/** Runs SQL as the owner of the schema. */
type Query = <Row extends Record<string, unknown>>(sql: string, values?: unknown[]) => Promise<Row[]>

/** Tables that belong to no tenant, each with the reason why a tenant's data cannot leak through it. */
export const TABLES_WITHOUT_TENANT: Record<string, string> = {
  Tenant: 'is the tenant: its policy compares id',
  User: 'a person may belong to several tenants: visible to themselves and to tenants they belong to',
  Account: 'belongs to a person: visible to themselves',
  VerificationToken: 'precedes any tenant: the application role has no right to it',
  UnclaimedNotice: 'is of nobody yet: the application role has no right to it',
  InstallationMark: 'how far the installation is with something, nothing of a tenant',
  MediaServer: 'counts of running processes, nothing of a tenant',
  _prisma_migrations: 'names of migrations',
}

/** Policies, besides a tenant's own, that let the application role see rows; by table. */
const OTHER_POLICIES: Record<string, string[]> = {
  Membership: ['own_memberships'],
}

const TENANT_CONDITION = '("tenantId" = tenancy.current_tenant_id())'
const OUR_SCHEMAS = `n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'`

/** Every table of every schema, and whether it has a tenant. */
export async function listTables(query: Query): Promise<{ schema: string; name: string; hasTenant: boolean }[]> {
  return query(
    `SELECT n.nspname AS schema, c.relname AS name,
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenantId' AND NOT a.attisdropped) AS "hasTenant"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND ${OUR_SCHEMAS} ORDER BY 1, 2`,
  )
}

/**
 * Reads from the catalogue what could show one tenant's rows to another.
 * @returns one sentence per hole, none when there is none
 */
export async function findTenancyHoles(query: Query): Promise<string[]> {
  return [
    ...(await findTableHoles(query)),
    ...(await findPolicyHoles(query)),
    ...(await findReferenceHoles(query)),
    ...(await findViewHoles(query)),
    ...(await findFunctionHoles(query)),
    ...(await findRoleHoles(query)),
  ]
}

async function findTableHoles(query: Query): Promise<string[]> {
  const secured = await query<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
    `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
       (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant_isolation') AS policies
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'`,
  )
  const byName = new Map(secured.map((table) => [table.name, table]))
  const holes: string[] = []
  for (const { schema, name, hasTenant } of await listTables(query)) {
    const table = schema === 'public' ? byName.get(name) : undefined
    if (!hasTenant && !(schema === 'public' && name in TABLES_WITHOUT_TENANT)) {
      holes.push(`${schema}.${name} has no tenantId and is not listed as a table without a tenant`)
    }
    if (!hasTenant) continue
    if (!table) holes.push(`${schema}.${name} has a tenantId outside the public schema`)
    else if (!table.enabled || !table.forced) holes.push(`${name} has no forced row-level security`)
    else if (table.policies !== 1) holes.push(`${name} has no tenant_isolation policy`)
  }
  return holes
}

async function findPolicyHoles(query: Query): Promise<string[]> {
  const policies = await query<{ table: string; policy: string; using: string | null; check: string | null }>(
    `SELECT tablename AS table, policyname AS policy, qual AS using, with_check AS check FROM pg_policies
     WHERE schemaname = 'public' AND permissive = 'PERMISSIVE' AND NOT roles <@ ARRAY['voicedesk_lookup']::name[]`,
  )
  return policies
    .filter(({ table }) => !(table in TABLES_WITHOUT_TENANT))
    .filter(({ table, policy, using, check }) => {
      if (OTHER_POLICIES[table]?.includes(policy)) return false
      return policy !== 'tenant_isolation' || using !== TENANT_CONDITION || check !== TENANT_CONDITION
    })
    .map(({ table, policy, using, check }) => `${table} has a policy ${policy} that is not the tenant's own: ${using} / ${check}`)
}

/** A reference without the tenant could point into another tenant: foreign keys do not ask row-level security. */
async function findReferenceHoles(query: Query): Promise<string[]> {
  const references = await query<{ table: string; target: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS target, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k
     WHERE contype = 'f'
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'tenantId' AND NOT a.attisdropped)
       AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'tenantId' AND NOT a.attisdropped)`,
  )
  return references
    .filter(({ definition }) => !/FOREIGN KEY \("tenantId", [^)]+\) REFERENCES "?\w+"?\("tenantId",/.test(definition))
    .map(({ table, target }) => `${table} refers to ${target} without the tenant`)
}

async function findViewHoles(query: Query): Promise<string[]> {
  const views = await query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm') AND ${OUR_SCHEMAS} AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)`,
  )
  return views.map(({ name }) => `${name} is a view that reads with its owner's rights`)
}

async function findFunctionHoles(query: Query): Promise<string[]> {
  const functions = await query<{ name: string }>(
    `SELECT p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
     WHERE p.prosecdef AND ${OUR_SCHEMAS}
       AND (n.nspname <> 'lookup' OR r.rolname <> 'voicedesk_lookup' OR NOT coalesce('search_path=""' = ANY (p.proconfig), false))`,
  )
  return functions.map(({ name }) => `${name} runs with its owner's rights and is not a narrow look-up`)
}

async function findRoleHoles(query: Query): Promise<string[]> {
  const roles = await query<{ name: string; hole: string }>(
    `SELECT rolname AS name, 'may bypass row-level security' AS hole FROM pg_roles
       WHERE rolname IN ('voicedesk_app', 'voicedesk_lookup') AND (rolsuper OR rolbypassrls)
     UNION ALL
     SELECT m.rolname, 'is a member of ' || r.rolname FROM pg_auth_members a
       JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid WHERE m.rolname IN ('voicedesk_app', 'voicedesk_lookup')
     UNION ALL
     SELECT r.rolname, 'owns ' || c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname IN ('voicedesk_app', 'voicedesk_lookup')`,
  )
  return roles.map(({ name, hole }) => `${name} ${hole}`)
}
