/** Something a person can act on: the start and test commands print its message alone and end with 1. */
export class PlainError extends Error {}

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']

/** Rewords what the system says about files and disks, wherever it happens. @returns null for everything else */
export function toPlainError(error) {
  if (error instanceof PlainError) return error
  if (error?.code === 'ENOSPC' || /ENOSPC|No space left on device/.test(String(error?.message))) {
    return new PlainError('The disk is full: free some space and start again.')
  }
  if (UNWRITABLE.includes(error?.code) && error.path) return new PlainError(`${error.path} cannot be written: check its permissions.`)
  return null
}
