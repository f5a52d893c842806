import { z } from 'zod'
import { DomainError } from '../errors/domain-error'

const position = z.tuple([z.union([z.string(), z.number()]).nullable(), z.uuid()])

/** Where a page ended: the value the list is sorted by, and the id that breaks ties. */
export type Position = { value: string | number | null; id: string }

/** An opaque text of a position: safe in URLs. */
export function encodeCursor({ value, id }: Position): string {
  return btoa(encodeURIComponent(JSON.stringify([value, id])))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** @throws DomainError `invalid_cursor` for any text `encodeCursor` did not make */
export function decodeCursor(cursor: string): Position {
  try {
    const [value, id] = position.parse(JSON.parse(decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))))
    return { value, id }
  } catch {
    throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
  }
}
