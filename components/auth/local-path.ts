/** Where to go after signing in: only ever a path of this site, whatever the address bar says. */
export function localPath(path: string | undefined): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.includes('\\') || /[\u0000-\u001f]/.test(path)) return '/'
  return path.startsWith('/sign-') || path.startsWith('/api/') ? '/' : path
}
