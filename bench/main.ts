import { parseArgs } from 'node:util'

export type BenchOptions = { calls?: number; seconds?: number; rate?: number; seed?: number; part?: string }
export type BenchReport = { name: string; results: Record<string, unknown>; lines: string[] }
type Bench = (options: BenchOptions) => Promise<BenchReport>

const BENCHES: Record<string, () => Promise<Bench>> = {
  history: async () => (await import('./history/history.bench')).benchHistory,
  linking: async () => (await import('./linking/linking.bench')).benchLinking,
  mapping: async () => (await import('./mapping/mapping.bench')).benchMapping,
  media: async () => (await import('./media/media.bench')).benchMedia,
  webhooks: async () => (await import('./webhooks/webhooks.bench')).benchWebhooks,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    calls: { type: 'string' },
    seconds: { type: 'string' },
    rate: { type: 'string' },
    seed: { type: 'string' },
    part: { type: 'string' },
  },
})
const name = positionals[0] ?? ''
const load = BENCHES[name]
if (!load) {
  console.error(
    `Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--calls n] [--seconds n] [--rate n] [--seed n] [--part name] [--json]`,
  )
  process.exit(2)
}
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
const bench = await load()
const report = await bench({
  calls: number(values.calls),
  seconds: number(values.seconds),
  rate: number(values.rate),
  seed: number(values.seed),
  part: values.part,
})
if (values.json) console.log(JSON.stringify({ name: report.name, ...report.results }))
else console.log([`bench ${report.name}`, ...report.lines.map((line) => `  ${line}`)].join('\n'))
process.exit(0)
