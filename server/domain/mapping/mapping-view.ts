import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'
import { businessType } from '../tenants/tenant-view'
import { MAX_OVERRIDES, mappingOverride } from './mapping-override'
import { OMISSION_REASONS } from './mapping-types'
import { TRANSFORM_NAMES } from './transforms/registry'

const transformName = z.enum(TRANSFORM_NAMES)
const valueKind = z.enum(['text', 'minutes', 'count', 'time', 'phone'])
const overrides = z.array(mappingOverride).max(MAX_OVERRIDES)
const instant = z.iso.datetime()

/** A source as the editor offers it to this tenant. */
const sourceView = z.object({
  source: z.string(),
  label: z.string(),
  from: z.enum(['contact', 'booking', 'tenant']),
  kind: valueKind,
  /** A sentence; null: it may be mapped. */
  lockedBecause: z.string().nullable(),
  universalVariables: z.array(z.string()),
  defaultVariables: z.array(z.object({ variable: z.string(), transform: transformName })),
  /** What an override may choose from. */
  transforms: z.array(transformName),
})

export const mappingConfigView = z.object({
  businessType,
  /** Of the overrides in force; 0: there have been none. */
  number: z.number().int(),
  savedAt: instant.nullable(),
  savedByName: z.string().nullable(),
  overrides,
  sources: z.array(sourceView),
  neverMapped: z.array(z.object({ source: z.string(), lockedBecause: z.string() })),
  transforms: z.array(z.object({ name: transformName, label: z.string(), description: z.string(), kind: valueKind })),
  /** Metadata keys contacts of this tenant have, most common first. */
  metadataKeys: z.array(z.object({ key: z.string(), lockedBecause: z.string().nullable() })),
})
export type MappingConfigView = z.infer<typeof mappingConfigView>

export const saveMappingInput = z.object({
  overrides,
  /** The number the form was filled from. */
  expectedNumber: z.number().int().min(0),
  note: z.string().trim().max(300).nullish(),
})
export type SaveMappingInput = z.infer<typeof saveMappingInput>

const omission = z.object({ source: z.string(), reason: z.enum(OMISSION_REASONS) })
const variables = z.record(z.string(), z.string())

export const sourceExplanation = z.object({
  source: z.string(),
  label: z.string(),
  variables: z.array(
    z.object({
      variable: z.string(),
      /** Null: not sent. */
      value: z.string().nullable(),
      transform: transformName,
      isUniversal: z.boolean(),
      isDefault: z.boolean(),
    }),
  ),
  reason: z.enum(OMISSION_REASONS).nullable(),
  /** `reason` as a sentence. */
  because: z.string().nullable(),
  lockedBecause: z.string().nullable(),
})
export type SourceExplanation = z.infer<typeof sourceExplanation>

export const variablesInput = z.object({
  contactId: z.uuid(),
  /** Absent: the contact's next open booking. */
  bookingId: z.uuid().nullish(),
  /** The moment of the call; ISO 8601, without a zone in the tenant's. Absent: now. */
  at: z.string().max(40).nullish(),
})
export type VariablesInput = z.infer<typeof variablesInput>
/** With overrides that are not saved; absent: those in force. */
export const previewMappingInput = variablesInput.extend({ overrides: overrides.optional() })
export type PreviewMappingInput = z.infer<typeof previewMappingInput>

export const variablesView = z.object({
  businessType,
  engineVersion: z.number().int(),
  contactId: z.uuid(),
  contactName: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  at: instant,
  variables,
  omitted: z.array(omission),
  warnings: z.array(z.string()),
  sources: z.array(sourceExplanation),
  /** Overrides that are not applied, by their place in the list. */
  problems: z.array(z.object({ index: z.number().int(), field: z.string(), message: z.string() })),
})
export type VariablesView = z.infer<typeof variablesView>

export const mappingVersionView = z.object({
  number: z.number().int(),
  note: z.string().nullable(),
  savedAt: instant,
  savedByName: z.string().nullable(),
  isCurrent: z.boolean(),
  overrides,
})
export type MappingVersionView = z.infer<typeof mappingVersionView>

/** A variable that is made differently; null: it is not there. */
export const mappingChange = z.object({ variable: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type MappingChange = z.infer<typeof mappingChange>

/** Absent ends: the default of the business type, and what is in force. */
export const diffMappingInput = z.object({
  fromNumber: z.number().int().min(0).optional(),
  toNumber: z.number().int().min(0).optional(),
})
export type DiffMappingInput = z.infer<typeof diffMappingInput>

export const mappingLogView = z.object({
  id: z.uuid(),
  sessionId: z.string(),
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  businessType,
  engineVersion: z.number().int(),
  overridesVersion: z.number().int(),
  /** By the names of the sources; withheld fields of a medical business are absent. */
  originalContactData: z.record(z.string(), z.unknown()),
  /** Sources that held something the log does not keep. */
  withheldFields: z.array(z.string()),
  variables,
  omitted: z.array(z.object({ source: z.string(), reason: z.string() })),
  warnings: z.array(z.string()),
  retellCallId: z.string().nullable(),
  isSuccessful: z.boolean(),
  error: z.string().nullable(),
  at: instant,
})
export type MappingLogView = z.infer<typeof mappingLogView>

export const listMappingLogsInput = pageInput.extend({
  contactId: z.uuid().optional(),
  callId: z.uuid().optional(),
  isSuccessful: z.boolean().optional(),
  /** Any part of a variable's name or value, or of a Retell call id. */
  query: z.string().trim().max(80).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
})
export type ListMappingLogsInput = z.infer<typeof listMappingLogsInput>
export const mappingLogPage = pageOf(mappingLogView)
export type MappingLogPage = z.infer<typeof mappingLogPage>

export const replayView = z.object({
  loggedEngineVersion: z.number().int(),
  engineVersion: z.number().int(),
  /** The rules have changed since: differences are to be expected. */
  isEngineNewer: z.boolean(),
  isSame: z.boolean(),
  variables,
  omitted: z.array(omission),
  warnings: z.array(z.string()),
  differences: z.array(z.object({ variable: z.string(), logged: z.string().nullable(), replayed: z.string().nullable() })),
})
export type ReplayView = z.infer<typeof replayView>
