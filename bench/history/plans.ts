import { Client } from 'pg'
import { LARGE_TENANT } from './world-sql'

export type Statement = { text: string; values: unknown[] }
export type ExplainedStatement = { sql: string; plan: string[] }

const NO_QUERY = /^\s*(?:BEGIN|COMMIT|ROLLBACK|SET |SELECT set_config)/i

/** What the driver sends while `work` runs, in order. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const send = Client.prototype.query as (this: Client, ...given: unknown[]) => unknown
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    const [query] = given
    if (typeof query === 'object' && query !== null && 'text' in query) {
      const { text, values } = query as { text: string; values?: unknown[] }
      if (!NO_QUERY.test(text)) statements.push({ text, values: values ?? [] })
    }
    return send.apply(this, given)
  } as typeof Client.prototype.query
  try {
    await work()
  } finally {
    Client.prototype.query = send as typeof Client.prototype.query
  }
  return statements
}

/** How the database goes about these statements as the application role under its policies, and those within functions. Nothing stays changed. */
export async function explain(ownerUrl: string, statements: readonly Statement[], tenantId = LARGE_TENANT): Promise<ExplainedStatement[]> {
  const client = new Client({ connectionString: ownerUrl })
  const nested: ExplainedStatement[] = []
  client.on('notice', ({ message }) => {
    const [, text = '', plan = ''] = message?.match(/Query Text: ([\s\S]*?)\n([A-Z][^\n]*\(cost[\s\S]*)$/) ?? []
    if (plan.includes('Scan') && !text.startsWith('EXPLAIN'))
      nested.push({ sql: `within it: ${squeeze(text)}`, plan: plan.trimEnd().split('\n') })
  })
  await client.connect()
  try {
    await client.query("LOAD 'auto_explain'")
    for (const setting of [
      'log_min_duration = 0',
      'log_analyze = on',
      'log_buffers = on',
      'log_nested_statements = on',
      "log_level = 'notice'",
    ]) {
      await client.query(`SET auto_explain.${setting}`)
    }
    await client.query('BEGIN')
    await client.query('SET LOCAL ROLE voicedesk_app')
    await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenantId])
    const explained: ExplainedStatement[] = []
    for (const { text, values } of statements) {
      nested.length = 0
      const { rows } = await client.query<{ 'QUERY PLAN': string }>({ text: `EXPLAIN (ANALYZE, BUFFERS) ${text}`, values })
      explained.push({ sql: squeeze(text), plan: rows.map((row) => row['QUERY PLAN']) }, ...nested)
    }
    return explained
  } finally {
    await client.end()
  }
}

export function formatPlans(statements: readonly ExplainedStatement[]): string[] {
  return statements.flatMap(({ sql, plan }) => [sql, ...plan.map((line) => `    ${line}`)])
}

function squeeze(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  return line.length > 400 ? `${line.slice(0, 400)} …` : line
}
