/** What the receptionist learns from the system prompt: who it is, where it works, and what it may say. */
export type Fact = {
  /** As written, without bullets. */
  text: string
  label: string | null
  value: string
  topics: Set<'hours' | 'address' | 'services' | 'price'>
}

export type Briefing = {
  personaName: string
  businessName: string
  facts: Fact[]
  /** Lines about the caller: name, earlier calls, bookings. */
  callerLines: string[]
  callerName: string | null
  /** What the caller keeps to, from earlier calls. */
  remembers: string | null
  /** UTC midnight standing for today in the business's zone. */
  today: Date
}

const NOT_FACTS =
  /role|duties|when (scheduling|taking|booking)|procedure|instruction|rule|guideline|style|caution|steps|how to|tools?|conversation so far|do not|never|language|this call/i
const CALLER = /\bcaller|customer context|contact (details|history)|history|memory|who is calling/i
const IMPERATIVE =
  /^(ask|confirm|be|say|never|do|don't|give|keep|quote|answer|schedule|collect|book|take|greet|handle|note|use|speak|call|offer|reply|only|always|reserve|if|when|you|your|for a table|today|now|current|respond|advise|tell|let|make|help|remember|respect|avoid|please|stay|record|end|transfer|write|name:|kind:|the caller)/i
/** Under such a heading everything is a fact. */
const STATED = /\b(facts?|information|info|menu|items|prices?|services|knowledge|faqs?|details)\b/i
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'

const NOTES = /<caller_notes>\n?([\s\S]*?)<\/caller_notes>/

export function readBriefing(wholePrompt: string, now: Date): Briefing {
  // Notes of earlier calls are about the caller; nothing in them is a fact of the business or a rule.
  const notes = (NOTES.exec(wholePrompt)?.[1] ?? '').split('\n').filter((line) => line.trim() !== '')
  const prompt = wholePrompt.replace(NOTES, '')
  const facts: Fact[] = []
  const callerLines: string[] = []
  let section: { title: string; kind: 'facts' | 'caller' | 'other' } = { title: '', kind: 'facts' }
  for (const raw of prompt.split('\n')) {
    const line = raw.trim()
    const heading = line.match(/^#+\s*(.+?):?$/)?.[1] ?? line.match(/^([^:.?!]{2,60}):$/)?.[1]
    if (heading) {
      section = { title: heading, kind: CALLER.test(heading) ? 'caller' : NOT_FACTS.test(heading) ? 'other' : 'facts' }
      continue
    }
    if (line === '') {
      // A blank line ends a list of duties; facts may stand anywhere after it.
      if (section.kind === 'other') section = { title: '', kind: 'facts' }
      continue
    }
    const text = line.replace(/^([-*•]|\d+[.)])\s+/, '')
    if (section.kind === 'caller') callerLines.push(text)
    else if (section.kind === 'facts')
      for (const sentence of splitSentences(text))
        if (STATED.test(section.title) || !IMPERATIVE.test(sentence)) facts.push(toFact(sentence, section.title))
  }
  const callerName = callerLines
    .map((line) => line.match(/\bname:\s*([^|,\n]+)/i)?.[1]?.trim())
    .find((name) => name && !/unknown|null|none/i.test(name))
  const greeted = /^Greet the caller by name in your first reply: Welcome back, (.+)\.$/m.exec(prompt)?.[1]
  return {
    ...readPersona(prompt),
    facts,
    callerLines: notes.length > 0 ? notes : callerLines,
    callerName: greeted ?? callerName ?? null,
    remembers: notes.map((line) => /^Key preferences: (?!None)(.+)$/.exec(line)?.[1]).find((text) => text !== undefined) ?? null,
    today: readToday(prompt, now),
  }
}

function readPersona(prompt: string): { personaName: string; businessName: string } {
  const line = prompt.match(/\byou are [^\n]*/i)?.[0] ?? ''
  const sentence = splitSentences(line)[0] ?? ''
  const personaName = sentence.match(
    /^you are ([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})\s*(?:,|\bthe\b|\ba\b|\ban\b|\bfrom\b|\bat\b|\.|$)/i,
  )?.[1]
  const businessName =
    sentence.match(/\b(?:at|for|of|from)\s+([A-Z][^,\n]*?)[.]?$/)?.[1] ??
    prompt.match(/^(?:business|company|name of the business)(?: name)?:\s*(.+)$/im)?.[1]
  const stated = prompt.match(/^(?:- )?name:\s*(.+)$/im)?.[1]
  return {
    personaName: personaName && !/^(a|an|the)\b/i.test(personaName) ? personaName : '',
    businessName: (businessName ?? (CALLER.test(prompt) ? undefined : stated))?.trim() ?? '',
  }
}

function readToday(prompt: string, now: Date): Date {
  const line =
    prompt.split('\n').find((candidate) => /\b(today|current (date|time|local)|now|date)\b/i.test(candidate) && /\d{4}/.test(candidate)) ??
    ''
  const iso = line.match(/(\d{4})-(\d{2})-(\d{2})/)
  if (iso) return new Date(Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])))
  const written =
    line.match(new RegExp(`(\\d{1,2})(?:st|nd|rd|th)? (${MONTHS}),? (\\d{4})`, 'i')) ??
    line.match(new RegExp(`(?<month>${MONTHS}) (?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})`, 'i'))
  if (written) {
    const { day = written[1], month = written[2], year = written[3] } = written.groups ?? {}
    const parsed = Date.parse(`${day} ${month} ${year} UTC`)
    if (!Number.isNaN(parsed)) return new Date(parsed)
  }
  const zone = [...prompt.matchAll(/\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?\b/g)].map((match) => match[0]).find(isZone)
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone ?? 'Asia/Kolkata', dateStyle: 'short' }).format(now)
  return new Date(`${local}T00:00:00Z`)
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Sentences, not cut behind `Dr.`, `Rs.` and their like. */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?<!\b(?:Dr|Mr|Mrs|Ms|St|No|Rs|Prof))[.!?]\s+(?=[A-Z₹])/)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter((part) => part !== '')
}

function toFact(text: string, section: string): Fact {
  const labelled = text.match(/^([A-Za-z][^:₹$£€]{0,60}?)\s*:\s*(.+)$/)
  const label = labelled?.[1] ?? null
  const value = labelled?.[2] ?? text
  const topics: Fact['topics'] = new Set()
  const head = `${section} ${label ?? ''}`
  if (/\b(open|hours?|timings?|closed?)\b/i.test(label ?? '') || /\b(open|closed)\b.*(\d|day)/i.test(text)) topics.add('hours')
  if (
    /\b(address|location|located|find us|where)\b/i.test(label ?? '') ||
    /\b(located|we are at)\b|\d+[\w/-]*,? [\w .]*\b(road|street|avenue|lane|nagar|marg)\b/i.test(text)
  )
    topics.add('address')
  if (/\b(services?|treatments?|specialit(y|ies)|specialt(y|ies))\b/i.test(label ?? '') || /^we (offer|provide|do)\b/i.test(text))
    topics.add('services')
  if (/[₹$£€]\s?\d|\b(rs\.?|inr|rupees|dollars|pounds)\b/i.test(text)) topics.add('price')
  if (topics.size === 0 && /\bservices?\b/i.test(head)) topics.add('services')
  return { text, label, value, topics }
}
