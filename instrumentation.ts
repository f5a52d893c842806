/** Next calls this once per process, before the first request. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this very expression when it builds for another runtime
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { notePeerAddresses } = await import('./server/http/client-address')
  notePeerAddresses()
}
