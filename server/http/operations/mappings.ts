import { z } from 'zod'
import {
  mappingLogListResource,
  mappingLogsQuery,
  mappingsResource,
  variablesQuery,
  variablesResource,
} from '../../domain/mapping/mapping-resource'
import { guarded, type Operation, writing } from './operation'

export const MAPPING_OPERATIONS: Operation[] = [
  {
    method: 'get',
    path: '/api/v1/mappings',
    tag: 'Mappings',
    summary: "A tenant's mapping overrides",
    security: 'key_or_session',
    description: 'Sources without an override are mapped as the business type maps them.',
    answers: { 200: { description: 'The overrides in force', schema: mappingsResource } },
    refusals: guarded,
  },
  {
    method: 'put',
    path: '/api/v1/mappings',
    tag: 'Mappings',
    summary: 'Replace the mapping overrides',
    body: mappingsResource,
    security: 'key_or_session',
    description:
      "An override replaces its source's default; the variables every business sends stay. `transform` absent: as the business type says that source. `include` false, or a condition that does not hold, leaves it out. Sources that are never sent, and in a medical business whatever is withheld, are refused.",
    answers: { 200: { description: 'The overrides now in force', schema: mappingsResource } },
    refusals: [...writing, 409],
  },
  {
    method: 'get',
    path: '/api/v1/mapping-logs',
    tag: 'Mappings',
    summary: 'What was sent for calls, newest first',
    query: mappingLogsQuery,
    security: 'key_or_session',
    description: 'One row an execution of the mapping. Rows of a medical business hold no withheld text.',
    answers: { 200: { description: 'A page of mapping logs', schema: mappingLogListResource } },
    refusals: [400, ...guarded],
  },
  {
    method: 'get',
    path: '/api/v1/contacts/{contactId}/variables',
    tag: 'Mappings',
    summary: 'What a call to a contact would say',
    params: z.object({ contactId: z.uuid() }),
    query: variablesQuery,
    security: 'key_or_session',
    description: 'The variables of a call at that moment, and of every source that reaches none, why.',
    answers: { 200: { description: 'The variables', schema: variablesResource } },
    refusals: [400, ...guarded],
  },
]
