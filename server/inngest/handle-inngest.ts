import { env } from '../env'
import { vendorsFirst } from '../http/vendors-first'
import { getServices } from '../services'
import { inngestConnection } from './client'
import { createInngestDoor } from './door'

let door: ReturnType<typeof createInngestDoor> | undefined

/** The door of this process, made on the first request: a build has no settings. */
export async function handleInngest(request: Request): Promise<Response> {
  door ??= createInngestDoor(inngestConnection(env()), getServices())
  await vendorsFirst().whenAnswered()
  return await door(request)
}
