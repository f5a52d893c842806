/** Next calls this once per process, before the first request. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this very expression when it builds for another runtime
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { notePeerAddresses } = await import('./server/http/client-address')
  notePeerAddresses()
  // Doors are compiled anew while they are worked on.
  // biome-ignore lint/style/noProcessEnv: as above
  if (process.env.NODE_ENV !== 'production') return
  const { refuseUnusualRequests } = await import('./server/http/unusual-requests')
  refuseUnusualRequests()
  const { answerWebhooksDirectly } = await import('./server/http/direct-webhooks')
  const { VENDOR_DOORS } = await import('./server/http/vendor-doors')
  answerWebhooksDirectly(VENDOR_DOORS)
}
