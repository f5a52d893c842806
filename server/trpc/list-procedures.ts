import type { AnyRouter } from '@trpc/server'
import type { ProcedureMeta } from './trpc'

export type ListedProcedure = { path: string; type: 'query' | 'mutation' | 'subscription'; access: ProcedureMeta['access'] | undefined }

/** Every procedure of a router, read from the router itself, in its order. `access` is undefined where no rule was set. */
export function listProcedures(router: AnyRouter): ListedProcedure[] {
  const procedures = router._def.procedures as Record<string, { _def: { type: ListedProcedure['type']; meta?: ProcedureMeta } }>
  return Object.entries(procedures).map(([path, { _def }]) => ({ path, type: _def.type, access: _def.meta?.access }))
}
