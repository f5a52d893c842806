/**
 * Whether a write that carries our cookie came from a page of ours. Browsers send `Origin` with every such write, and a
 * page of another site cannot choose it. Without the header it is refused, too.
 * @param appUrl the address people know us by
 */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const origin = request.headers.get('origin')
  if (!origin || !URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return new URL(origin).origin === new URL(appUrl).origin || host === request.headers.get('host')
}
