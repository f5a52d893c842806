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

const USAGE = `Usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--calls n] [--seconds n] [--rate n] [--seed n] [--part name] [--json]`

const { values, positionals } = readArguments()
const load = BENCHES[positionals[0] ?? '']
if (!load || values.help) {
  console.error(USAGE)
  process.exit(load ? 0 : 2)
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

function readArguments() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        calls: text,
        seconds: text,
        rate: text,
        seed: text,
        part: text,
      },
    })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(USAGE)
    process.exit(2)
  }
}
