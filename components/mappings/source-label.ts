import { findSource, metadataKeyOf, STATIC_SOURCE } from '@/server/domain/mapping/sources'

/** A source as people call it: `contact.owner_name` → `Provider`, `contact.metadata.loyalty_tier` → `Loyalty tier`. */
export function sourceLabel(source: string): string {
  if (source === STATIC_SOURCE) return 'Fixed text'
  const known = findSource(source)
  if (known) return known.label
  const words = (metadataKeyOf(source) ?? source.split('.').at(-1) ?? source).replaceAll(/[_.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
