/** Words that are, or may become, a first path segment of the site; and names people take for the site's own. */
const RESERVED = new Set(
  'admin api app apps about account accounts assets auth billing blog contact dashboard demo docs favicon health help home index invite legal login logout me media new next null onboarding openapi pricing privacy public reference register robots root security settings sign-in sign-out sign-up signin signup sitemap static status support system team teams terms test trpc undefined user users voicedesk webhook webhooks www'.split(
    ' ',
  ),
)

export const SLUG_MAX_LENGTH = 48

/** Whether a path segment can be a tenant's slug at all. */
export function isSlug(value: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/.test(value) && !RESERVED.has(value)
}

/**
 * Slugs to try for a business, best first: its name, then the name with `-2`, `-3` …; `suffix` ends the list for the case that all are taken.
 * Letters of other scripts have no plain form here; a name without Latin letters or digits starts from "business".
 */
export function slugCandidates(businessName: string, suffix: string): string[] {
  const base = baseOf(businessName)
  const numbered = Array.from({ length: 8 }, (_, index) => withSuffix(base, String(index + 2)))
  return [base, ...numbered, withSuffix(base, suffix)].filter(isSlug)
}

function baseOf(businessName: string): string {
  const plain = businessName
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  const short = trimEnd(plain.slice(0, SLUG_MAX_LENGTH))
  if (!short) return 'business'
  return RESERVED.has(short) ? `${short}-business` : short
}

function withSuffix(base: string, suffix: string): string {
  return `${trimEnd(base.slice(0, SLUG_MAX_LENGTH - suffix.length - 1))}-${suffix}`
}

function trimEnd(value: string): string {
  return value.replace(/-+$/, '')
}
