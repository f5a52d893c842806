/** Next calls this once per process, before the first request. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this very expression when it builds for another runtime
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { notePeerAddresses } = await import('./server/http/client-address')
  notePeerAddresses()
  // Doors are compiled anew while they are worked on.
  // biome-ignore lint/style/noProcessEnv: as above
  if (process.env.NODE_ENV !== 'production') return
  const { answerWebhooksDirectly } = await import('./server/http/direct-webhooks')
  const { incomingDoor, passthruDoor, statusDoor } = await import('./server/http/exotel-doors')
  const { callOutcomeDoor } = await import('./server/http/outcome-door')
  const { ringCentralDoor } = await import('./server/http/ringcentral-door')
  answerWebhooksDirectly({
    '/webhooks/exotel/incoming': incomingDoor,
    '/webhooks/exotel/status': statusDoor,
    '/webhooks/exotel/passthru': passthruDoor,
    '/webhooks/ringcentral': ringCentralDoor,
    '/api/webhook/call-outcome': callOutcomeDoor,
  })
}
