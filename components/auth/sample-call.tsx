import { Check } from 'lucide-react'

/** What one gets, shown rather than claimed: the end of a call as the call page would show it. */
export function SampleCall() {
  return (
    <figure className="w-full max-w-md">
      <ol className="flex flex-col gap-4">
        <Line who="Maya, City Clinic" at="0:02">
          Good morning, City Clinic. How can I help you?
        </Line>
        <Line who="Caller" at="0:06">
          I'd like to see Doctor Rao on Monday, for my knee.
        </Line>
        <Line who="Maya, City Clinic" at="0:09">
          Monday is fine. Mornings or <s className="text-muted">afternoons, which would suit you better?</s>
        </Line>
        <Line who="Caller" at="0:11">
          Half past ten, if there is room.
        </Line>
      </ol>
      <div className="mt-6 flex items-start gap-3 rounded-md border px-4 py-3">
        <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-live" />
        <div>
          <p className="font-medium">Appointment taken down</p>
          <p className="tnum text-sm text-muted">Mon 16 Feb, 10:30 · knee pain · Dr. Rao</p>
        </div>
        <span className="tnum ml-auto text-sm text-muted">₹1.74</span>
      </div>
      <figcaption className="mt-6 text-pretty text-sm text-muted">
        Every call answered, written down and costed. Words the caller never heard are struck through, because the agent does not count them
        as said.
      </figcaption>
    </figure>
  )
}

function Line({ who, at, children }: { who: string; at: string; children: React.ReactNode }) {
  return (
    <li>
      <p className="flex justify-between gap-4 text-sm text-muted">
        <span>{who}</span>
        <span className="tnum">{at}</span>
      </p>
      <p className="mt-0.5 text-pretty">{children}</p>
    </li>
  )
}
