import type { Services } from '../services'

/** Somebody whose session was checked against the database for this request. */
export type Person = { userId: string; email: string; name: string | null }

export type TrpcContext = {
  services: Services
  person: Person | null
  /** A write that carries our cookie and comes from another site's page. */
  isForeignWrite: boolean
  /** The client's network address, for limits. */
  address: string
}
