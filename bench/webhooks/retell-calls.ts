import { Client } from 'pg'
import { newId } from '../../server/db/transaction'

export type BenchCalls = { run: string; count: number }

/** The vendor's id of a call of a run. */
export const vendorCallId = (run: string, index: number) => `call_bench_${run}_${index}`

/** Writes calls as they are once Retell has taken them on, as the product's own role and under its row-level security. */
export async function insertPlacedCalls(databaseUrl: string, tenantId: string, count: number): Promise<BenchCalls> {
  const run = `${Date.now()}`
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenantId])
    const found = await client.query<{ id: string; phone: string }>('SELECT "id", "phone" FROM "Contact" ORDER BY "id" LIMIT 500')
    if (found.rows.length === 0) throw new Error('The demo has no contacts')
    const rows = Array.from({ length: count }, (_, index) => {
      const contact = found.rows[index % found.rows.length]
      return { id: newId(), external_id: vendorCallId(run, index), contact_id: contact?.id, to_phone: contact?.phone }
    })
    await client.query(
      `INSERT INTO "Call" ("id", "tenantId", "provider", "direction", "status", "externalId", "contactId", "toPhone", "progress", "updatedAt")
       SELECT v.id, $1, 'RETELL', 'OUTBOUND', 'RINGING', v.external_id, v.contact_id, v.to_phone, jsonb_build_object('dialledAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), now()
       FROM jsonb_to_recordset($2::jsonb) AS v(id uuid, external_id text, contact_id uuid, to_phone text)`,
      [tenantId, JSON.stringify(rows)],
    )
    await client.query(
      `INSERT INTO "OutboundCall" ("id", "tenantId", "contactId", "status", "dueAt", "updatedAt")
       SELECT v.id, $1, v.contact_id, 'PLACED', now(), now() FROM jsonb_to_recordset($2::jsonb) AS v(id uuid, contact_id uuid)`,
      [tenantId, JSON.stringify(rows)],
    )
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
  return { run, count }
}
