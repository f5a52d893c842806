import type { HealthView } from '../domain/system/system-view'
import { respondJson } from './respond'

/** 200 when everything is up, else 503 with the one error body; both name each part. */
export function respondHealth({ isHealthy, components }: HealthView): Response {
  const parts = Object.fromEntries(
    components.map(({ name, isUp, detail }) => [name, { status: isUp ? 'up' : 'down', ...(detail === null ? {} : { detail }) }]),
  )
  if (isHealthy) return respondJson({ status: 'ok', ...parts })
  const down = components.filter(({ isUp }) => !isUp).map(({ name }) => name)
  return respondJson(
    { status: 'unhealthy', ...parts, error: { code: 'unhealthy', message: `Not up: ${down.join(', ')}.`, details: { down } } },
    503,
  )
}
