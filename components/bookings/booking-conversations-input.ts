const PAGE = 50

/** What the page asks the server for: on the server, and again in the browser. */
export function bookingConversationsInput(tenantSlug: string, bookingId: string) {
  return { tenantSlug, bookingId, limit: PAGE }
}
