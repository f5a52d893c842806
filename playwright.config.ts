import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './e2e/support/find-browser'

/** Its own folder and ports: the tests never meet a product that is already running. */
const PORTS = {
  PORT: process.env.E2E_PORT ?? '3900',
  MEDIA_PORT: process.env.E2E_MEDIA_PORT ?? '3901',
  SIMULATORS_PORT: process.env.E2E_SIMULATORS_PORT ?? '3902',
  RUNNER_PORT: process.env.E2E_RUNNER_PORT ?? '3903',
}
const APP_URL = `http://127.0.0.1:${PORTS.PORT}`
const browser = await findBrowser()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '.data/e2e-results',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: APP_URL,
    trace: 'retain-on-failure',
    permissions: ['microphone'],
    launchOptions: { executablePath: browser.executablePath, args: browser.args },
  },
  webServer: {
    command: 'node scripts/start.mjs',
    url: `${APP_URL}/api/health`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: { ...PORTS, DATA_DIR: '.data/e2e', DATABASE_URL: '', REDIS_URL: '', NODE_ENV: 'production' },
  },
})
