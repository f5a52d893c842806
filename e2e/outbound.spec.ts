import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/check-accessibility'
import { demoTenant, signIn } from './support/demo'
import { unique } from './support/unique'

/** Where people may be called now, whatever time it is: somewhere it is the middle of the day. */
function zoneAtMidday(now: Date): string {
  const zones = [
    'Asia/Kolkata',
    'Europe/London',
    'America/New_York',
    'America/Los_Angeles',
    'Asia/Tokyo',
    'Pacific/Auckland',
    'Asia/Dubai',
    'Pacific/Honolulu',
  ]
  const hourIn = (timeZone: string) => Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now))
  const distance = (timeZone: string) => Math.abs(hourIn(timeZone) - 14)
  return zones.sort((one, other) => distance(one) - distance(other))[0] ?? 'Asia/Kolkata'
}

/** A British mobile number nobody in the demo has; the practice Retell lets such people confirm. */
function freshPhone(): string {
  return `+447400${String(randomInt(10_000)).padStart(4, '0')}12`
}

const tenant = () => demoTenant('luxury-hair-studio')

async function importContacts(page: Page, rows: string[][]): Promise<void> {
  await page.goto(`/${tenant().slug}/contacts`)
  await page.getByRole('link', { name: 'Import' }).click()
  const csv = [['Customer Name', 'Mobile No.', 'Time Zone', 'Tier'], ...rows].map((row) => row.join(',')).join('\n')
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import customers.csv')
}

async function openContact(page: Page, name: string): Promise<void> {
  await page.goto(`/${tenant().slug}/contacts?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}

async function chooseFrom(page: Page, control: string, option: RegExp | string): Promise<void> {
  await page.getByRole('combobox', { name: control }).click()
  await page.getByRole('option', { name: option }).click()
}

test('a file with bad rows comes in: problems are seen before, counted while it runs and named in a report', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  const name = unique('Rosa')
  await importContacts(page, [
    [name, freshPhone(), 'Europe/London', 'gold'],
    ['Nobody', '12', 'Europe/London', ''],
    ['Nowhere', '+447911123499', 'Mars/Olympus', ''],
  ])
  await expect(page.getByText('2 of the first 3 rows cannot be taken in')).toBeVisible()
  await expect(page.getByText('This is not a phone number.')).toBeVisible()
  await chooseFrom(page, 'What column Tier holds', 'Own field “tier”')
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('Done. Some rows were left out.')).toBeVisible()
  await expect(page.getByRole('table').getByText('This is not a phone number.')).toBeVisible()
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the report' }).click()
  const report = readFileSync(await (await download).path(), 'utf8')
  expect(report).toContain('2,phone,invalid_phone')
  expect(report).toContain('Mars/Olympus')
  await openContact(page, name)
  await expect(page.getByText('gold')).toBeVisible()
})

test('a mapping is changed with a real call in sight, saved, and rolled back', async ({ page }) => {
  await signIn(page, tenant(), 'ADMIN')
  await page.goto(`/${tenant().slug}/mappings`)
  await expect(page.getByText('customer_name').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Never sent' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('never sent')
  await chooseFrom(page, 'How Provider is said', /^Full name/)
  await expect(page.getByText('1 unsaved change')).toBeVisible()
  await page.getByRole('tab', { name: 'Preview' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('customer_name')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Review and save…' }).click()
  await page.getByLabel('Why').fill('Friendlier')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(/^Version \d+$/).first()).toBeVisible()
  await page.getByRole('button', { name: 'History' }).click()
  await expect(page.getByRole('dialog').getByText('Friendlier')).toBeVisible()
  await page.getByRole('button', { name: 'Roll back to the default' }).click()
  await page.getByRole('button', { name: 'Roll back', exact: true }).last().click()
  await expect(page.getByText(/In force again as version \d+/)).toBeVisible()
})

test('a member reads mappings and cannot change them', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  await page.goto(`/${tenant().slug}/mappings`)
  await expect(page.getByText('Only admins and the owner can change mappings.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'How Name is said' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Add a field' })).toHaveCount(0)
})

test('somebody is called now, and what came of it arrives', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  const name = unique('Vera')
  await importContacts(page, [[name, freshPhone(), zoneAtMidday(new Date()), '']])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('Every row was taken in.')).toBeVisible()

  await openContact(page, name)
  await page.getByRole('button', { name: 'Call…' }).click()
  const told = page.getByRole('region', { name: 'What the agent is told' })
  await expect(told).toContainText(name)
  await expect(told).toContainText('Used to dial, never sent.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Call now' }).click()
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/)
  await expect(page.getByText('Completed', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('list', { name: 'Transcript' })).toContainText('Yes, I will be there.', { timeout: 60_000 })
  // The vendor's own summary, also where ours was there before it.
  await expect(page.getByText(`${name} confirmed the appointment`).first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: 'What the agent was told' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('customer_name')
  await expectAccessible(page)

  await page.goto(`/${tenant().slug}/mappings/log`)
  await page.getByRole('button', { name }).click()
  await expect(page.getByRole('dialog')).toContainText('Read from the contact')
  await page.getByRole('button', { name: 'Map it again' }).click()
  await expect(page.getByText('The same data gives the same variables.')).toBeVisible()
  await expectAccessible(page)
})

test('a booking is made with a reminder, which stands among the planned calls and can be taken back', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  const name = unique('Greta')
  await importContacts(page, [[name, freshPhone(), 'Europe/London', '']])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('Every row was taken in.')).toBeVisible()

  await openContact(page, name)
  await page.getByRole('button', { name: 'Book…' }).click()
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('When').fill(`${inAWeek}T15:00`)
  await page.getByLabel('Service', { exact: true }).fill('Colour')
  await page.getByLabel('Call as a reminder').click()
  await page.getByLabel('How long before').fill('2')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Book', exact: true }).click()
  await expect(page.getByText('Is called 2 hours before')).toBeVisible()

  await page.goto(`/${tenant().slug}/calls/outgoing`)
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('2 hours before')
  await expectAccessible(page)
  await row.getByRole('button', { name: /^Actions for the call/ }).click()
  await page.getByRole('menuitem', { name: 'Do not call' }).click()
  await expect(page.getByText(`${name} is not called`)).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).toContainText('2 hours before')
})
