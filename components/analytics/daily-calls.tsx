import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { AnalyticsView } from '@/server/domain/analytics/analytics-view'
import { formatRupees } from '../format/money'
import { useDesk } from '../shell/tenant-context'

type Day = AnalyticsView['daily'][number]

const axisText = { fill: 'var(--muted)', fontSize: 12 }

/** What became of a day's calls, from the foot of its bar up; no call is in two of them. */
const SEGMENTS = [
  { key: 'completed', total: 'completedCalls', label: 'completed', fill: 'var(--accent)', text: 'text-accent', mark: 'bg-accent' },
  { key: 'missed', total: 'missedCalls', label: 'missed', fill: 'var(--warn-mark)', text: 'text-warn', mark: 'bg-warn-mark' },
  { key: 'failed', total: 'failedCalls', label: 'failed', fill: 'var(--danger)', text: 'text-danger', mark: 'bg-danger' },
  {
    key: 'unreached',
    total: 'unreachedCalls',
    label: 'nobody picked up',
    fill: 'var(--lane-caller)',
    text: 'text-muted',
    mark: 'bg-lane-caller',
  },
] as const

export function DailyCalls({ data }: { data: AnalyticsView }) {
  const { zone } = useDesk()
  const format = new Intl.DateTimeFormat(zone.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const nameOf = (date: string) => format.format(new Date(`${date}T00:00:00Z`))
  // Not every business calls people, and few have failures: what did not happen needs no colour.
  const segments = SEGMENTS.filter(({ key, total }) => key === 'completed' || key === 'missed' || data[total] > 0)
  return (
    <figure>
      <div className="h-56" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={data.daily}
            margin={{ top: 8, right: 0, bottom: 0, left: -18 }}
            accessibilityLayer={false}
            barCategoryGap={data.daily.length > 40 ? 1 : '20%'}
          >
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis dataKey="date" tickFormatter={nameOf} tickLine={false} axisLine={false} tick={axisText} minTickGap={28} />
            <YAxis allowDecimals={false} tickLine={false} axisLine={false} tick={axisText} />
            <Tooltip
              cursor={{ fill: 'var(--hover)' }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const day = payload?.[0]?.payload as Day | undefined
                if (!active || !day) return null
                return (
                  <div className="tnum rounded-md border bg-raised px-3 py-2 text-sm shadow-raised">
                    <p className="font-medium">{nameOf(day.date)}</p>
                    {segments.map(({ key, label, text }) => (
                      <p key={key} className={text}>
                        {day[key]} {label}
                      </p>
                    ))}
                    <p className="text-muted">{formatRupees(day.costPaise)}</p>
                  </div>
                )
              }}
            />
            {segments.map(({ key, fill }) => (
              <Bar key={key} dataKey={key} stackId="calls" fill={fill} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {segments.map(({ key, total, label, mark }) => (
          <span key={key} className="inline-flex items-center gap-2">
            <span aria-hidden className={`size-2.5 rounded-full ${mark}`} />
            <span>
              <span className="tnum font-medium">{data[total]}</span> {label}
            </span>
          </span>
        ))}
      </figcaption>
      {/* A table is never narrower than its words: what hides it is around it. */}
      <div className="sr-only">
        <table>
          <caption>Calls a day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Calls</th>
              {segments.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label.charAt(0).toUpperCase() + label.slice(1)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.daily.map((day) => (
              <tr key={day.date}>
                <th scope="row">{nameOf(day.date)}</th>
                <td>{day.calls}</td>
                {segments.map(({ key }) => (
                  <td key={key}>{day[key]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
