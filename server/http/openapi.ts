import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { errorResource } from '../domain/errors/error-resource'
import { CONTACT_OPERATIONS } from './operations/contacts'
import { CONVERSATION_OPERATIONS } from './operations/conversations'
import { MAPPING_OPERATIONS } from './operations/mappings'
import type { Operation } from './operations/operation'
import { OUTBOUND_OPERATIONS } from './operations/outbound'
import { OUTCOME_OPERATIONS } from './operations/outcomes'
import { RECORDING_OPERATIONS } from './operations/recordings'
import { RINGCENTRAL_OPERATIONS } from './operations/ringcentral'
import { TELEPHONY_OPERATIONS } from './operations/telephony'

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** What each refusal means, wherever it can happen. */
const REFUSALS: Record<number, string> = {
  400: 'A field is missing or wrong: `details.fields` says which.',
  401: 'No credentials, or bad ones.',
  403: 'The credentials are good, but may not do this.',
  404: 'There is no such resource, or it belongs to another tenant.',
  409: 'Something that is there already, or has changed meanwhile, stands against it: `code` says what.',
  413: 'The body is larger than 5 MB.',
  415: 'The body is not of a content type this accepts.',
  416: 'The recording is shorter than the range asked for.',
  422: 'The idempotency key was used with another request.',
  429: 'Too many requests: wait as many seconds as `Retry-After` says.',
}

const OPERATIONS: Operation[] = [
  ...TELEPHONY_OPERATIONS,
  ...CONTACT_OPERATIONS,
  ...CONVERSATION_OPERATIONS,
  ...MAPPING_OPERATIONS,
  ...OUTBOUND_OPERATIONS,
  ...OUTCOME_OPERATIONS,
  ...RECORDING_OPERATIONS,
  ...RINGCENTRAL_OPERATIONS,
]

/** The OpenAPI 3.1 document of the REST doors, generated from the schemas they judge and answer with. */
export function buildOpenApiDocument(appUrl: string): OpenApiDocument {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'api_key', { type: 'http', scheme: 'bearer', description: "A tenant's API key" })
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description: "The dashboard's session. Writes need a same-origin Origin header",
  })
  registry.registerComponent('securitySchemes', 'retell_signature', {
    type: 'apiKey',
    in: 'header',
    name: 'x-retell-signature',
    description: '`v=<unix ms>,d=<hex HMAC-SHA256 of the raw body and that number>` with the Retell API key',
  })
  registry.registerComponent('securitySchemes', 'ringcentral_token', {
    type: 'apiKey',
    in: 'header',
    name: 'Verification-Token',
    description: 'What the subscription was made with; `Validation-Token` of older subscriptions is read as well',
  })
  for (const operation of OPERATIONS) registry.registerPath(toRoute(operation))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Voicedesk API',
      version: '1',
      description: 'JSON in snake_case, times ISO 8601 with zone, phones E.164, money in paise. A key may make 300 requests a minute.',
    },
    servers: [{ url: appUrl }],
  })
}

/** A secret in the URL is a query parameter like any other. */
const SECURITY: Record<Operation['security'], RouteConfig['security']> = {
  url_secret: [],
  key_or_session: [{ api_key: [] }, { session: [] }],
  retell_signature: [{ retell_signature: [] }],
  ringcentral_token: [{ ringcentral_token: [] }],
}

function toRoute({ method, path, summary, description, tag, params, query, body, answers, refusals, security }: Operation): RouteConfig {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } })
  const answered = Object.entries(answers).map(([status, { description, schema, contentType }]) => {
    if (status === '204') return [status, { description }] as const
    const content = schema ? json(schema) : { [contentType ?? 'application/octet-stream']: { schema: z.string() } }
    return [status, { description, content }] as const
  })
  const refused = refusals.map((status) => [String(status), { description: REFUSALS[status] ?? '', content: json(errorResource) }] as const)
  return {
    method,
    path,
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    security: SECURITY[security],
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(body ? { body: { required: true, content: json(body) } } : {}),
    },
    responses: Object.fromEntries([...answered, ...refused]),
  }
}
