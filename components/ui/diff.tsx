import { classNames } from './class-names'
import { diffWords } from './diff-words'

/** What changed in one field: old words struck through, new words marked. */
export function Diff({ label, before, after }: { label: string; before: string; after: string }) {
  return (
    <div className="rounded-md border">
      <div className="border-b bg-sunken px-3 py-1.5 text-xs font-medium text-muted">{label}</div>
      <p className="max-h-72 overflow-y-auto whitespace-pre-wrap px-3 py-2 text-sm [overflow-wrap:anywhere]">
        {withPlaces(diffWords(before, after)).map(({ place, part }) => (
          <DiffPart key={place} kind={part.kind} text={part.text} />
        ))}
      </p>
    </div>
  )
}

// Where a part stands is all that tells it from an equal one.
function withPlaces<Part>(parts: Part[]): { place: number; part: Part }[] {
  return parts.map((part, place) => ({ place, part }))
}

function DiffPart({ kind, text }: { kind: 'same' | 'added' | 'removed'; text: string }) {
  if (kind === 'same') return <span>{text}</span>
  const Mark = kind === 'added' ? 'ins' : 'del'
  return (
    <Mark
      className={classNames(
        'mx-px rounded-md',
        kind === 'added' ? 'bg-live-soft text-live no-underline' : 'bg-danger-soft text-danger line-through',
      )}
    >
      {text}
    </Mark>
  )
}
