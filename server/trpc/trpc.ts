import { initTRPC, TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { ZodError, z } from 'zod'
import type { Action } from '../domain/access/can'
import type { Scope } from '../domain/access/scope'
import { DomainError } from '../domain/errors/domain-error'
import { type ErrorKind, errorKindOf } from '../domain/errors/error-kind'
import { cleanJson } from '../domain/text/clean-text'
import { asUnavailable } from '../http/unavailable'
import { log } from '../log'
import type { TrpcContext } from './context'

/** Who may call a procedure: everybody, anybody signed in, or whoever `can` do the action in the proven tenant. */
export type ProcedureAccess = 'public' | 'signed-in' | Action
/** Set by the procedure builders below and by nothing else. `trpc:list` and the isolation test read it. */
export type ProcedureMeta = { access: ProcedureAccess }

const STATUS: Record<ErrorKind, TRPCError['code']> = {
  bad_request: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  range_not_satisfiable: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  payload_too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  too_many_requests: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
}

/** Field of the input, dotted → what is wrong with it, in plain words. */
export type FieldErrors = Record<string, string>

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    // Stacks stay inside in every environment.
    isDev: false,
    errorFormatter({ shape, error }) {
      const cause = error.cause
      const isOurs = cause instanceof DomainError
      const fieldErrors = error.code === 'BAD_REQUEST' && cause instanceof ZodError ? fieldErrorsOf(cause) : null
      return {
        ...shape,
        message: messageFor(error, fieldErrors),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          domainCode: isOurs ? cause.code : error.code.toLowerCase(),
          details: isOurs ? (cause.details ?? null) : null,
          fieldErrors,
        },
      }
    },
  })

function messageFor(error: TRPCError, fieldErrors: FieldErrors | null): string {
  if (error.cause instanceof DomainError) return error.cause.message
  if (fieldErrors) return Object.values(fieldErrors)[0] ?? 'Something in the form is missing or wrong'
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'Something went wrong on our side. Please try again.'
  return error.message
}

function fieldErrorsOf(error: ZodError): FieldErrors {
  const fields: FieldErrors = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return fields
}

const translateErrors = t.middleware(async ({ next, path }) => {
  const result = await next()
  if (result.ok) return result
  const { cause } = result.error
  const unavailable = asUnavailable(cause)
  if (unavailable) log.warn({ err: cause, path }, 'procedure cannot be served now')
  const known = unavailable ?? cause
  if (known instanceof DomainError) throw new TRPCError({ code: STATUS[errorKindOf(known.code)], message: known.message, cause: known })
  if (result.error.code === 'INTERNAL_SERVER_ERROR') log.error({ err: cause ?? result.error, path }, 'procedure failed')
  return result
})

// A browser sends the cookie along with whatever page asks it to: only our own pages may write with it.
const refuseForeignWrites = t.middleware(({ ctx, type, next }) => {
  if (type === 'mutation' && ctx.isForeignWrite) throw new DomainError('foreign_origin', 'This request did not come from the dashboard')
  return next()
})

/** Text no database takes: NUL characters, halves of surrogate pairs. */
async function refuseUnstorableText(getRawInput: () => Promise<unknown>): Promise<void> {
  const raw = (await getRawInput()) ?? null
  if (JSON.stringify(raw) === JSON.stringify(cleanJson(raw, 100))) return
  throw new DomainError('invalid_input', 'The text holds characters that cannot be stored')
}

const base = t.procedure.use(translateErrors).use(refuseForeignWrites)

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** For people without a session. */
export const publicProcedure = base.meta({ access: 'public' }).use(async ({ getRawInput, next }) => {
  await refuseUnstorableText(getRawInput)
  return next()
})

const signedIn = base.use(({ ctx, next }) => {
  if (!ctx.person) throw new DomainError('unauthorized', 'Sign in to continue')
  return next({ ctx: { ...ctx, person: ctx.person } })
})

/** For anybody signed in, about themselves. */
export const signedInProcedure = signedIn.meta({ access: 'signed-in' }).use(async ({ getRawInput, next }) => {
  await refuseUnstorableText(getRawInput)
  return next()
})

// Whatever it is, it names a tenant or none: strangers learn nothing from how it is refused.
export const tenantInput = z.object({ tenantSlug: z.string() })

/**
 * For members of a tenant who may do `action`. The input carries `tenantSlug`; `ctx.scope` is the tenant once membership is proven.
 * A stranger gets NOT_FOUND, a role too low FORBIDDEN, both before the rest of the input is judged and both audited.
 */
export function tenantProcedure(action: Action) {
  return signedIn
    .meta({ access: action })
    .input(tenantInput)
    .use(async ({ ctx, input, path, getRawInput, next }) => {
      const scope = await ctx.services.access.proveTenant(ctx.person.userId, input.tenantSlug, action)
      await refuseUnstorableText(getRawInput)
      const result = await next({ ctx: { ...ctx, scope } })
      if (!result.ok) await auditRefusal(ctx.services, scope, { action, path, raw: await getRawInput(), cause: result.error.cause })
      return result
    })
}

/** Inside one's own tenant: somebody else's row, or one thing this role may not do. */
async function auditRefusal(
  services: TrpcContext['services'],
  scope: Scope,
  { action, path, raw, cause }: { action: Action; path: string; raw: unknown; cause: unknown },
): Promise<void> {
  if (!(cause instanceof DomainError) || !['not_found', 'forbidden'].includes(errorKindOf(cause.code))) return
  const details = { reason: cause.code, procedure: path }
  const [subject, ...others] = subjectsOf(raw)
  if (subject && others.length === 0) await services.audit.recordRefusal(scope, { action, ...subject, details })
  else await services.audit.record(scope, { action, outcome: 'refused', details })
}

/** What a request is about: `callId` names a call. */
function subjectsOf(raw: unknown): { targetType: string; targetId: string }[] {
  return Object.entries(raw ?? {}).flatMap(([name, id]) => {
    if (!/.Ids?$/.test(name)) return []
    const targetType = name.replace(/Ids?$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return [id].flat().map((one) => ({ targetType, targetId: String(one).slice(0, 100) }))
  })
}
