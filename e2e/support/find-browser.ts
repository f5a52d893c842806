import { accessSync, constants } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM_BROWSERS = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A quiet browser: no calls home, a pretend microphone that needs no permission, sound without a click. */
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

function isExecutable(path: string | undefined): path is string {
  if (!path) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The browser of the end-to-end tests: `CHROMIUM_PATH`, Playwright's own, the system's, or the one that npm brings on Linux.
 * @throws when there is none: a journey that was not taken has not passed
 */
export async function findBrowser(): Promise<{ executablePath: string; args: string[] }> {
  const found = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM_BROWSERS].find(isExecutable)
  if (found) return { executablePath: found, args: FLAGS }
  const packaged = await import('@sparticuz/chromium').then(
    (module) => module.default,
    () => null,
  )
  if (!packaged) throw new Error('No browser found: install Chrome or Chromium, or set CHROMIUM_PATH')
  const args = packaged.args.filter((flag) => flag !== '--single-process' && !flag.startsWith('--headless'))
  return { executablePath: await packaged.executablePath(), args: [...args, ...FLAGS] }
}
