import { classNames } from '../ui/class-names'

/** Two voices: the caller's wave answered by the desk's. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden
      className={classNames('size-6 text-accent', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
    >
      <path d="M4 10.5v3M8 7v10M12 3.5v17" />
      <path d="M16 8.5v7M20 10.5v3" opacity="0.5" />
    </svg>
  )
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={classNames('inline-flex items-center gap-2 text-lg font-semibold tracking-tight', className)}>
      <LogoMark />
      Voicedesk
    </span>
  )
}
