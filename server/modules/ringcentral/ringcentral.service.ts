import { createRingCentralAccounts } from './ringcentral-accounts'
import { createRingCentralConnection } from './ringcentral-connection.service'
import type { RingCentralDeps } from './ringcentral-deps'
import { createRingCentralDoor } from './ringcentral-door.service'
import { createRingCentralSessions } from './ringcentral-sessions.service'
import { createRingCentralUpkeep } from './ringcentral-upkeep.service'

/** Calls that RingCentral holds and records: what it says by itself, what it says when asked, and whose account it is. */
export function createRingCentralService(deps: RingCentralDeps) {
  const accounts = createRingCentralAccounts(deps)
  const upkeep = createRingCentralUpkeep(deps, accounts)
  return {
    ...createRingCentralDoor(deps),
    ...createRingCentralSessions(deps, accounts),
    ...createRingCentralConnection(deps, accounts, upkeep),
    upkeep: upkeep.upkeep,
  }
}

export type RingCentralService = ReturnType<typeof createRingCentralService>
