import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/check-accessibility'
import { demoTenant, signIn } from './support/demo'
import { unique } from './support/unique'

const SCREENS = [
  '',
  '/calls',
  '/contacts',
  '/bookings',
  '/agents',
  '/numbers',
  '/analytics',
  '/settings',
  '/test-call',
  '/mappings',
  '/mappings/log',
  '/calls/outgoing',
  '/imports',
  '/imports/new',
  '/review',
  '/search',
  '/settings?tab=outgoing',
]

for (const { name, colorScheme, viewport } of [
  { name: 'in the light scheme', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { name: 'in the dark scheme', colorScheme: 'dark', viewport: { width: 1280, height: 860 } },
  { name: 'on a phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport })

    test('every screen opens, fits and is accessible', async ({ page }) => {
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
      const tenant = demoTenant('city-clinic')
      await signIn(page, tenant, 'OWNER')
      for (const screen of SCREENS) {
        await page.goto(`/${tenant.slug}${screen}`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
        await expectAccessible(page)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(overflow, `${screen} is wider than the window`).toBeLessThanOrEqual(0)
      }
      expect(problems).toEqual([])
    })
  })
}

test('the page for people without a business leads others away', async ({ page }) => {
  await page.goto('/no-business')
  await expect(page).toHaveURL(/\/sign-in/)
  const tenant = demoTenant('city-clinic')
  await signIn(page, tenant, 'MEMBER')
  await page.goto('/no-business')
  await expect(page).toHaveURL(new RegExp(`/${tenant.slug}$`))
})

test('an admin changes the greeting, publishes it, hears it, and rolls it back', async ({ page }) => {
  const tenant = demoTenant('crest-advisory')
  await signIn(page, tenant, 'ADMIN')
  await page.goto(`/${tenant.slug}/agents`)
  await page.locator('main a[href*="/agents/"]').first().click()
  const greeting = page.getByLabel('Greeting', { exact: true })
  const before = await greeting.inputValue()
  const word = unique('greeting')
  await greeting.fill(`Good day from Crest Advisory, this is ${word}.`)
  await page.getByRole('tab', { name: /Changes/ }).click()
  await expect(page.getByRole('tabpanel')).toContainText('Greeting')
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.getByLabel('What changed?').fill('A new greeting')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText(/Version \d+ answers$/)).toBeVisible()

  await page.goto(`/${tenant.slug}/test-call`)
  await page.getByRole('button', { name: 'No microphone? Type instead' }).click()
  await expect(page.getByRole('log', { name: 'Live captions' })).toContainText(word)
  await page.getByRole('button', { name: 'End call' }).click()
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/)

  await page.goto(`/${tenant.slug}/agents`)
  await page.locator('main a[href*="/agents/"]').first().click()
  await page.getByRole('tab', { name: 'History' }).click()
  await page
    .getByRole('button', { name: /^Roll back to version/ })
    .first()
    .click()
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Roll back', exact: true }).click()
  await expect(page.getByLabel('Greeting', { exact: true })).toHaveValue(before)
})

test('a member reads agents and cannot change them', async ({ page }) => {
  const tenant = demoTenant('crest-advisory')
  await signIn(page, tenant, 'MEMBER')
  await page.goto(`/${tenant.slug}/agents`)
  await page.locator('main a[href*="/agents/"]').first().click()
  await expect(page.getByText('Only admins and the owner can change agents.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish…' })).toHaveCount(0)
})

test('another business’s desk is not there', async ({ page }) => {
  await signIn(page, demoTenant('crest-advisory'), 'OWNER')
  const response = await page.goto('/city-clinic/calls')
  expect(response?.status()).toBe(404)
})

test('calls are found by number and opened with the keyboard', async ({ page }) => {
  const tenant = demoTenant('city-clinic')
  await signIn(page, tenant, 'MEMBER')
  await page.goto(`/${tenant.slug}/calls?direction=INBOUND&status=COMPLETED`)
  await expect(page.locator('main [data-row]').first()).toBeVisible()
  await page.locator('body').press('j')
  await page.locator('body').press('Enter')
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('list', { name: 'Transcript' })).toBeVisible()
})

test('a name typed without a pause opens with Enter', async ({ page }) => {
  const tenant = demoTenant('city-clinic')
  await signIn(page, tenant, 'MEMBER')
  const contact = page.locator('main [data-row]').first()
  const palette = page.getByRole('dialog', { name: 'Jump to' })
  for (const isAnswerAwaited of [true, false]) {
    await page.goto(`/${tenant.slug}/contacts`)
    const name = (await contact.textContent()) ?? ''
    const address = (await contact.getAttribute('href')) ?? ''
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette).toBeVisible()
    await page.keyboard.type(name)
    if (isAnswerAwaited) await expect(palette.getByRole('option', { name }).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`${address}$`))
  }
})
