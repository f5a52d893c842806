/** How much of something long is done. */
export function Progress({ label, value, max }: { label: string; value: number; max: number }) {
  const part = max === 0 ? 1 : Math.min(1, value / max)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${part * 100}%` }} />
    </div>
  )
}
