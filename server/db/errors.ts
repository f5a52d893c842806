import { Prisma } from './generated/client'

/** PostgreSQL and Prisma codes for "no connection", in every shape they arrive in. */
const UNAVAILABLE = /^(P1001|P1002|P1008|P1017|P2024|08\w{3}|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const UNAVAILABLE_TEXT =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|is not queryable|ECONNREFUSED|ECONNRESET|Can't reach database|Unable to start a transaction|server closed the connection|terminating connection|not yet accepting|shutting down|starting up/i

/** A row with the same unique values exists already. `constraint` narrows to one whose name or columns contain it. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  const isUnique = error.code === 'P2002' || (error.code === 'P2010' && JSON.stringify(error.meta ?? {}).includes('23505'))
  return isUnique && (constraint === undefined || JSON.stringify(error.meta ?? {}).includes(constraint))
}

/** The row to change or delete does not exist, or belongs to somebody else. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
}

/** The row is referred to by another, or refers to one that does not exist. */
export function isReferenceViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003'
}

/** The database is down or unreachable: the work may succeed later, unchanged. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    if (UNAVAILABLE.test(code) || UNAVAILABLE_TEXT.test(cause.message)) return true
  }
  return false
}
