/**
 * Room for what many calls and requests at once leave behind: with V8's default of 16 MiB the short-lived memory of both counts as
 * pressure on the rest, which is then looked through every few seconds. `node --v8-options` describes them; the sizes are MiB.
 */
export const MEDIA_SERVER_FLAGS = ['--min-semi-space-size=32', '--max-semi-space-size=32']
export const WEB_FLAGS = ['--max-semi-space-size=64']
