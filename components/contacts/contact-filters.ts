const PAGE = 40

/** What the list asks the server for, as the address bar has it. */
export function contactListInput(tenantSlug: string, values: URLSearchParams): { tenantSlug: string; limit: number; query?: string } {
  const query = (values.get('q') ?? '').trim().slice(0, 60)
  return { tenantSlug, limit: PAGE, ...(query ? { query } : {}) }
}
