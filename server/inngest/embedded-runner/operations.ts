import { z } from 'zod'
import { waitEnd } from './duration'
import { compileExpression } from './expression'
import type { StepState } from './runs'

type Common = { id: string; op: string; name?: string | undefined; condition?: string | undefined }

/** What the SDK reports of a run, in the runner's words. */
export type Operation = Common &
  (
    | { type: 'done'; state: StepState }
    | { type: 'repeat' }
    | { type: 'plan' }
    | { type: 'wait'; until: Date }
    | { type: 'invoke'; functionId: string; data: Record<string, unknown>; until: Date | undefined }
    | { type: 'complete'; result: unknown }
  )

const reported = z.looseObject({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.record(z.string(), z.unknown()).nullish(),
})
const waitOptions = z.object({ timeout: z.string().default(''), if: z.string().optional() })
const invokeOptions = z.object({
  function_id: z.string(),
  payload: z.object({ data: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
  timeout: z.string().optional(),
})

/** Reads an answer's operations, all of them or none. */
export function readOperations(body: unknown, now: Date): { operations: Operation[] } | { problem: string } {
  try {
    return {
      operations: z
        .array(reported)
        .parse(body)
        .map((operation) => read(operation, now)),
    }
  } catch (error) {
    return {
      problem: `The embedded runner cannot read what the function asks for: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

function read({ id, op, name, data, error, opts }: z.infer<typeof reported>, now: Date): Operation {
  const common = { id, op, name: name ?? undefined }
  switch (op) {
    case 'StepRun':
    case 'Step':
      return { ...common, type: 'done', state: { type: 'data', data: data ?? null } }
    case 'StepFailed':
      return { ...common, type: 'done', state: { type: 'error', error: error ?? {} } }
    case 'StepError':
      return { ...common, type: 'repeat' }
    case 'StepPlanned':
      return { ...common, type: 'plan' }
    case 'Sleep':
      return { ...common, type: 'wait', until: waitEnd(name ?? '', now.getTime()) }
    case 'WaitForEvent': {
      const { timeout, if: condition } = waitOptions.parse(opts ?? {})
      if (condition !== undefined) compileExpression(condition)
      return { ...common, type: 'wait', condition, until: waitEnd(timeout, now.getTime()) }
    }
    case 'InvokeFunction': {
      const { function_id: functionId, payload, timeout } = invokeOptions.parse(opts ?? {})
      return {
        ...common,
        type: 'invoke',
        functionId,
        data: payload.data,
        until: timeout === undefined ? undefined : waitEnd(timeout, now.getTime()),
      }
    }
    case 'RunComplete':
      return { ...common, type: 'complete', result: data ?? null }
    default:
      throw new Error(`"${op}" is not carried out here`)
  }
}
