const PAGE = 40

/** What the list asks the server for, as the address bar has it. */
export function outboundListInput(tenantSlug: string, values: URLSearchParams) {
  const show: 'waiting' | 'recent' = values.get('show') === 'recent' ? 'recent' : 'waiting'
  return { tenantSlug, show, limit: PAGE }
}
