const PAGE = 40

export const LOG_OUTCOMES = [
  { value: '', label: 'Any outcome' },
  { value: 'sent', label: 'Sent' },
  { value: 'failed', label: 'Not sent' },
]

/** What the log asks the server for, as the address bar has it. */
export function mappingLogInput(tenantSlug: string, values: URLSearchParams) {
  const query = (values.get('q') ?? '').trim().slice(0, 80)
  const outcome = values.get('outcome')
  const contactId = values.get('contact')
  return {
    tenantSlug,
    limit: PAGE,
    ...(query ? { query } : {}),
    ...(outcome === 'sent' ? { isSuccessful: true } : outcome === 'failed' ? { isSuccessful: false } : {}),
    ...(contactId ? { contactId } : {}),
  }
}
