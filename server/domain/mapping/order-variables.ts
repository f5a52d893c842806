import { BUSINESS_TYPES } from '../tenants/tenant-view'
import { GREETING_VARIABLE, TYPE_MAPPINGS, universalMappings } from './default-mappings'

const KNOWN = [
  ...universalMappings('general').map((rule) => rule.variable),
  ...BUSINESS_TYPES.flatMap((type) => TYPE_MAPPINGS[type].map((rule) => rule.variable)),
]
const PLACES = new Map(KNOWN.map((variable, index) => [variable, index]))
const placeOf = (variable: string): number =>
  variable === GREETING_VARIABLE ? Number.MAX_SAFE_INTEGER : (PLACES.get(variable) ?? KNOWN.length)

/** As the mapping tables list them, a tenant's own after them by name: a database gives them back in an order of its own. */
export function orderVariables(variables: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(variables)
  entries.sort(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
  return Object.fromEntries(entries)
}
