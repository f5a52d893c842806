import type { BusinessType } from '../tenants/tenant-view'
import { TYPE_MAPPINGS, universalMappings } from './default-mappings'
import type { MappingConfigView } from './mapping-view'
import { NEVER_MAPPED, SOURCES, whyLocked } from './sources'
import { MEDICAL_TRANSFORMS, TRANSFORM_NAMES, transformOf } from './transforms/registry'

/** Sources, transforms and what is locked, as the editor offers them to a tenant of this type. */
export function describeRegistry(businessType: BusinessType): Pick<MappingConfigView, 'sources' | 'neverMapped' | 'transforms'> {
  const universal = universalMappings(businessType)
  return {
    sources: SOURCES.map(({ source, label, from, kind }) => {
      const allowed = businessType === 'medical' ? MEDICAL_TRANSFORMS[source] : undefined
      return {
        source,
        label,
        from,
        kind,
        lockedBecause: whyLocked(source, businessType),
        universalVariables: universal.filter((rule) => rule.source === source).map((rule) => rule.variable),
        defaultVariables: TYPE_MAPPINGS[businessType]
          .filter((rule) => rule.source === source)
          .map(({ variable, transform }) => ({ variable, transform })),
        transforms: [...(allowed ?? TRANSFORM_NAMES.filter((name) => transformOf(name).kind === kind))],
      }
    }),
    neverMapped: NEVER_MAPPED.map((source) => ({ source, lockedBecause: whyLocked(source, businessType) ?? '' })),
    transforms: TRANSFORM_NAMES.map((name) => {
      const { label, description, kind } = transformOf(name)
      return { name, label, description, kind }
    }),
  }
}
