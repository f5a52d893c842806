import { explainOmission } from '@/server/domain/mapping/explain-mapping'
import { OMISSION_REASONS } from '@/server/domain/mapping/mapping-types'

const ON_PURPOSE = new Set([
  'withheld',
  'anonymised',
  'never_mapped',
  'used_to_dial',
  'unsafe_text',
  'repeats_withheld_text',
  'nothing_to_say',
])

/** Why a source reached no variable, as a sentence; reasons of another release are shown as words. */
export function omissionText(reason: string): string {
  const known = OMISSION_REASONS.find((each) => each === reason)
  return known ? explainOmission(known) : reason.replaceAll('_', ' ')
}

/** Kept back on purpose, not for want of data. */
export function isWithheld(reason: string): boolean {
  return ON_PURPOSE.has(reason)
}
