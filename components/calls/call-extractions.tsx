import type { CallView } from '@/server/domain/calls/call-view'
import { Badge } from '../ui/badge'
import { extractionFields, inWords } from './extraction-fields'

/** What the agent took down, with how sure it was. */
export function CallExtractions({ extractions, isLive }: { extractions: CallView['extractions']; isLive: boolean }) {
  if (extractions.length === 0)
    return <p className="text-sm text-muted">{isLive ? 'Nothing yet.' : 'Nothing was taken down in this call.'}</p>
  return (
    <ul className="flex flex-col gap-4">
      {extractions.map((extraction) => (
        <li key={extraction.id}>
          <div className="flex items-center justify-between gap-2">
            <h3 className="text-sm font-medium">{inWords(extraction.type)}</h3>
            <Confidence value={extraction.confidence} />
          </div>
          <dl className="mt-1.5 grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
            {extractionFields(extraction.data).map(({ label, value }) => (
              <div key={label} className="contents">
                <dt className="text-muted">{label}</dt>
                <dd className="[overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Confidence({ value }: { value: number | null }) {
  if (value === null) return null
  const percent = Math.round(value * 100)
  const tone = value >= 0.8 ? 'live' : value >= 0.5 ? 'warn' : 'danger'
  return (
    <Badge tone={tone} className="tnum" title="How sure the agent was">
      {percent} % sure
    </Badge>
  )
}
