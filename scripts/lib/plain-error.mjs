/** Something a person can act on: the start and test commands print its message alone and end with 1. */
export class PlainError extends Error {}

/** Rewords what the system says when there is no room left, wherever it happens. */
export function toPlainError(error) {
  if (error instanceof PlainError) return error
  if (error?.code === 'ENOSPC' || /ENOSPC|No space left on device/.test(String(error?.message))) {
    return new PlainError('The disk is full: free some space and start again.')
  }
  if (error?.code === 'EACCES' || error?.code === 'EROFS')
    return new PlainError(`${error.path ?? 'A file'} cannot be written: check its permissions.`)
  return null
}
