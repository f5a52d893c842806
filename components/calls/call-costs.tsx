import type { CallView } from '@/server/domain/calls/call-view'
import { formatLedgerRupees, formatRupees } from '../format/money'

const KINDS: Record<string, string> = {
  telephony: 'Phone line',
  stt: 'Speech to text',
  llm_input: 'Language model, read',
  llm_cached_input: 'Language model, read again',
  llm_output: 'Language model, written',
  tts: 'Voice',
  conversation: 'Call by the calling service',
}
const quantities = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 1 })

/** The ledger of a call, line by line. */
export function CallCosts({ cost, isLive }: { cost: CallView['cost']; isLive: boolean }) {
  if (cost.lines.length === 0)
    return <p className="text-sm text-muted">{isLive ? 'Added up when the call ends.' : 'Nothing was charged for this call.'}</p>
  const priceDate = cost.lines[0]?.priceDate
  return (
    <>
      <table className="tnum w-full text-sm">
        <caption className="sr-only">Cost of the call, line by line</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">For</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {cost.lines.map((line) => (
            <tr key={`${line.kind}-${line.provider}`} className="border-b align-top">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {KINDS[line.kind] ?? line.kind.replaceAll('_', ' ')}
                <span className="block text-xs text-muted">
                  {quantities.format(line.quantity)} {line.unit}
                  {line.quantity === 1 ? '' : 's'} · {line.provider}
                </span>
              </th>
              <td className="py-1.5 text-right">{formatLedgerRupees(line.costPaise)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-medium">
            <th scope="row" className="pt-2 text-left font-medium">
              Total
            </th>
            <td className="pt-2 text-right">{formatRupees(cost.totalPaise)}</td>
          </tr>
        </tfoot>
      </table>
      {priceDate ? <p className="mt-2 text-xs text-muted tnum">Prices of {priceDate}</p> : null}
    </>
  )
}
