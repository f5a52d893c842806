import { z } from 'zod'
import { businessType } from '../tenants/tenant-view'
import { MAX_OVERRIDES, mappingOverride } from './mapping-override'
import type { MappingLogPage, MappingLogView, VariablesView } from './mapping-view'

/** A tenant's overrides, as the REST API reads and replaces them. */
export const mappingsResource = z.object({ overrides: z.array(mappingOverride).max(MAX_OVERRIDES) }).meta({ id: 'Mappings' })

const omission = z.object({ source: z.string(), reason: z.string() })

export const variablesResource = z
  .object({
    business_type: businessType,
    variables: z.record(z.string(), z.string()),
    omitted: z.array(omission),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ContactVariables' })
export type VariablesResource = z.infer<typeof variablesResource>

export function toVariablesResource({ businessType, variables, omitted, warnings }: VariablesView): VariablesResource {
  return { business_type: businessType, variables, omitted, warnings }
}

export const variablesQuery = z.object({
  at: z.string().max(40).optional().meta({ description: 'The moment of the call, ISO 8601; default now' }),
  booking_id: z.uuid().optional().meta({ description: "Default: the contact's next open booking" }),
})

export const mappingLogResource = z
  .object({
    id: z.uuid(),
    session_id: z.string(),
    tenant_id: z.uuid(),
    contact_id: z.uuid().nullable(),
    booking_id: z.uuid().nullable(),
    call_id: z.uuid().nullable(),
    original_contact_data: z.record(z.string(), z.unknown()),
    retell_variables_sent: z.record(z.string(), z.string()),
    business_type: businessType,
    mapping_timestamp: z.iso.datetime(),
    retell_call_id: z.string().nullable(),
    mapping_successful: z.boolean(),
    variables_count: z.number().int(),
    omitted: z.array(omission),
    warnings: z.array(z.string()),
    error: z.string().nullable(),
    engine_version: z.number().int(),
    overrides_version: z.number().int(),
  })
  .meta({ id: 'MappingLog' })
export type MappingLogResource = z.infer<typeof mappingLogResource>

export const mappingLogListResource = z
  .object({ mapping_logs: z.array(mappingLogResource), next_cursor: z.string().nullable() })
  .meta({ id: 'MappingLogList' })

export function toMappingLogListResource(page: MappingLogPage, tenantId: string): z.infer<typeof mappingLogListResource> {
  return { mapping_logs: page.items.map((log) => toMappingLogResource(log, tenantId)), next_cursor: page.nextCursor }
}

function toMappingLogResource(log: MappingLogView, tenantId: string): MappingLogResource {
  return {
    id: log.id,
    session_id: log.sessionId,
    tenant_id: tenantId,
    contact_id: log.contactId,
    booking_id: log.bookingId,
    call_id: log.callId,
    original_contact_data: log.originalContactData,
    retell_variables_sent: log.variables,
    business_type: log.businessType,
    mapping_timestamp: log.at,
    retell_call_id: log.retellCallId,
    mapping_successful: log.isSuccessful,
    variables_count: Object.keys(log.variables).length,
    omitted: log.omitted,
    warnings: log.warnings,
    error: log.error,
    engine_version: log.engineVersion,
    overrides_version: log.overridesVersion,
  }
}

export const mappingLogsQuery = z.object({
  contact_id: z.uuid().optional(),
  call_id: z.uuid().optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
