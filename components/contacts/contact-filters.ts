const PAGE = 40

export const CALLABLE = [
  { value: '', label: 'Everybody' },
  { value: 'yes', label: 'May be called' },
  { value: 'no', label: 'Do not call' },
]

/** What the list asks the server for, as the address bar has it. */
export function contactListInput(tenantSlug: string, values: URLSearchParams) {
  const query = (values.get('q') ?? '').trim().slice(0, 60)
  const groupId = values.get('group') ?? ''
  const callable = values.get('callable')
  return {
    tenantSlug,
    limit: PAGE,
    ...(query ? { query } : {}),
    // A mangled id would be refused with the whole list.
    ...(/^[0-9a-f-]{36}$/i.test(groupId) ? { groupId } : {}),
    ...(callable === 'yes' ? { isBlocked: false } : callable === 'no' ? { isBlocked: true } : {}),
  }
}
