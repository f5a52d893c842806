/** Where to go after signing in: only ever a path of this site, whatever the address bar says. */
export function localPath(path: string | undefined): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.includes('\\') || hasControlCharacter(path)) return '/'
  return path.startsWith('/sign-') || path.startsWith('/api/') ? '/' : path
}

// Browsers drop tabs and line breaks from addresses: what is left can be another site's.
function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((letter) => letter.charCodeAt(0) < 32)
}
