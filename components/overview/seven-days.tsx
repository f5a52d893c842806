'use client'

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { TenantOverviewView } from '@/server/domain/tenants/tenant-view'
import { formatRupees } from '../format/money'
import { useDesk } from '../shell/tenant-context'

type Day = TenantOverviewView['lastSevenDays'][number]

/** Seven days as lines, and as a table for whoever cannot see lines. */
export function SevenDays({ days }: { days: Day[] }) {
  const { zone } = useDesk()
  const nameOf = (date: string, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(zone.locale, {
      weekday: style,
      timeZone: 'UTC',
      ...(style === 'long' ? { day: 'numeric', month: 'long' } : {}),
    }).format(new Date(`${date}T00:00:00Z`))
  const sum = (pick: (day: Day) => number) => days.reduce((total, day) => total + pick(day), 0)
  return (
    <figure>
      <div className="h-44" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={days} margin={{ top: 8, right: 12, bottom: 0, left: -18 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--border)" />
            <XAxis
              dataKey="date"
              tickFormatter={(date: string) => nameOf(date, 'short')}
              tickLine={false}
              axisLine={false}
              tick={{ fill: 'var(--muted)', fontSize: 12 }}
            />
            <YAxis allowDecimals={false} tickLine={false} axisLine={false} tick={{ fill: 'var(--muted)', fontSize: 12 }} />
            <Tooltip
              cursor={{ stroke: 'var(--field)' }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const day = payload?.[0]?.payload as Day | undefined
                if (!active || !day) return null
                return (
                  <div className="tnum rounded-md border bg-raised px-3 py-2 text-sm shadow-raised">
                    <p className="font-medium">{nameOf(day.date, 'long')}</p>
                    <p className="text-accent">{day.answered} answered</p>
                    <p className="text-warn">{day.missed} missed</p>
                    <p className="text-muted">
                      {day.bookings} bookings · {formatRupees(day.spentPaise)}
                    </p>
                  </div>
                )
              }}
            />
            <Line
              dataKey="answered"
              stroke="var(--accent)"
              strokeWidth={2}
              dot={{ r: 3, fill: 'var(--accent)', strokeWidth: 0 }}
              isAnimationActive={false}
            />
            <Line
              dataKey="missed"
              stroke="var(--warn-mark)"
              strokeWidth={2}
              strokeDasharray="4 3"
              dot={{ r: 3, fill: 'var(--warn-mark)', strokeWidth: 0 }}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="tnum mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="h-0.5 w-4 bg-accent" />
          {sum((day) => day.answered)} answered
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="w-4 border-t-2 border-dashed border-warn-mark" />
          {sum((day) => day.missed)} missed
        </span>
        <span className="text-muted">{sum((day) => day.bookings)} bookings</span>
        <span className="text-muted">{formatRupees(sum((day) => day.spentPaise))} spent</span>
      </figcaption>
      {/* A table is never narrower than its words: what hides it is around it. */}
      <div className="sr-only">
        <table>
          <caption>Calls of the last seven days</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Answered</th>
              <th scope="col">Missed</th>
              <th scope="col">Bookings</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.date}>
                <th scope="row">{nameOf(day.date, 'long')}</th>
                <td>{day.answered}</td>
                <td>{day.missed}</td>
                <td>{day.bookings}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
