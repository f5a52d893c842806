import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible } from './support/check-accessibility'
import { demoTenant, signIn } from './support/demo'
import { unique } from './support/unique'

const tenant = () => demoTenant('city-clinic')

async function expectToFit(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, `${page.url()} is wider than the window`).toBeLessThanOrEqual(0)
}

async function expectPresentable(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await expectAccessible(page)
  await expectToFit(page)
}

const press = (page: Page, key: string) => page.locator('body').press(key)

/** Takes back what a message says was done. */
async function undo(page: Page, message: string): Promise<void> {
  await page.locator('[data-sonner-toast]').filter({ hasText: message }).getByRole('button', { name: 'Undo' }).click()
}

async function secondsOf(position: Locator): Promise<number> {
  return Number(await position.inputValue())
}

test('the review queue is worked through by keyboard, from the telling words, with a way back', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  await page.goto(`/${tenant().slug}/review`)
  const heading = page.getByRole('region', { name: 'The call' }).getByRole('heading')
  const candidates = page.getByRole('region', { name: 'Candidates' })
  await expect(candidates.getByRole('button', { name: /^Choose / }).first()).toBeVisible()
  const count = page.getByText(/^\d+ of \d+$/)
  const [, before] = ((await count.textContent()) ?? '').split(' of ').map(Number)
  expect(before).toBeGreaterThanOrEqual(2)
  await expectPresentable(page)

  // Space begins where the evidence was said.
  const heard = page.getByRole('list', { name: 'What was said' }).locator('[aria-current="true"]')
  await expect(heard).toHaveCount(1)
  const telling = await heard.textContent()
  expect(telling).not.toMatch(/^0:00/)
  await press(page, ' ')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await press(page, ' ')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  const first = (await heading.textContent()) ?? ''
  await press(page, 'j')
  await expect(count).toHaveText(`2 of ${before}`)
  await press(page, 'k')
  await expect(count).toHaveText(`1 of ${before}`)

  await press(page, '1')
  await expect(page.getByText(/^Linked to /)).toBeVisible()
  await expect(count).toHaveText(`1 of ${(before ?? 0) - 1}`)
  await expect(heading).not.toHaveText(first)
  // The decision just made is taken back, not the call on screen.
  await press(page, 'u')
  await expect(page.getByText('Taken back: decide again.')).toBeVisible()
  await expect(heading).toHaveText(first)
  await expect(count).toHaveText(new RegExp(`of ${before}$`))

  await press(page, 'n')
  await expect(page.getByText('Left unlinked')).toBeVisible()
  await expect(heading).not.toHaveText(first)
  await undo(page, 'Left unlinked')
  await expect(heading).toHaveText(first)
})

test('an unknown caller becomes a contact with one key, and the call theirs', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  await page.goto(`/${tenant().slug}/review?show=unmatched`)
  await expect(page.getByText('Nobody to keep')).toBeVisible()
  await expectPresentable(page)
  const phone = await page.getByRole('region', { name: 'The call' }).getByRole('heading').textContent()
  await press(page, 'c')
  await expect(page.getByText('The caller is a contact now')).toBeVisible()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/)
  await expect(page.getByText(phone ?? '').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: 'Called' })).toBeVisible()
})

test('what was said is found, opened at its second and heard there', async ({ page }) => {
  await signIn(page, tenant(), 'OWNER')
  await page.goto(`/${tenant().slug}`)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search' }).click()
  await expect(page.getByText('Find a call by what was said')).toBeVisible()
  await expectPresentable(page)
  await press(page, '/')
  await page.keyboard.type('worried parking')
  const results = page.getByRole('list', { name: 'Found calls' })
  await expect(results.locator('mark').first()).toHaveText(/worried/i)
  await expect(page).toHaveURL(/q=worried/)
  await expectPresentable(page)

  await page.getByRole('button', { name: /^Mood:/ }).click()
  await page.getByRole('menuitemradio', { name: 'Positive' }).click()
  await expect(page.getByText('Nobody said that')).toBeVisible()
  await page.getByRole('button', { name: 'Search every call' }).click()
  await expect(results.getByRole('listitem')).toHaveCount(1)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const csv = readFileSync(await (await download).path(), 'utf8')
  expect(csv).toMatch(/call_id,started_at,direction/)
  expect(csv).toMatch(/worried about parking.*\/calls\/[0-9a-f-]{36}\?t=\d/)

  await page.getByRole('searchbox', { name: 'Search what was said' }).blur()
  await press(page, 'j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}\?t=[\d.]+$/)
  const second = Number(new URL(page.url()).searchParams.get('t'))
  const turn = page.getByRole('list', { name: 'Transcript' }).locator('[aria-current="true"]')
  await expect(turn).toContainText('worried about parking')
  await expect(turn).toBeInViewport()
  const position = page.getByRole('slider', { name: 'Position in the recording' })
  await expect.poll(() => secondsOf(position)).toBeGreaterThanOrEqual(second - 0.25)
  expect(await secondsOf(position)).toBeLessThan(second + 1)
  await expectPresentable(page)
  await press(page, ' ')
  await expect.poll(() => secondsOf(position)).toBeGreaterThan(second + 0.5)
})

test('a search is kept, says when it is changed, and comes back after it was deleted', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  const name = unique('Parking')
  await page.goto(`/${tenant().slug}/search?q=parking`)
  await page.getByRole('button', { name: 'Save search…' }).click()
  await page.getByLabel('Name').fill(name)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const chip = page.getByRole('button', { name, exact: true })
  await expect(chip).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('searchbox', { name: 'Search what was said' }).fill('parking nearby')
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await expectPresentable(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Unsaved changes')).toHaveCount(0)

  await page.goto(`/${tenant().slug}/search`)
  await chip.click()
  await expect(page.getByRole('searchbox', { name: 'Search what was said' })).toHaveValue('parking nearby')
  await page.getByRole('button', { name: `More for “${name}”` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(chip).toHaveCount(0)
  await undo(page, 'is deleted')
  await expect(chip).toBeVisible()
})

test('a booking shows who called before, during and after it; its contact has one timeline and what the agent knows', async ({ page }) => {
  await signIn(page, tenant(), 'MEMBER')
  await page.goto(`/${tenant().slug}/search?q=${encodeURIComponent('"worried about parking"')}`)
  await page.getByRole('link', { name: 'About a booking' }).click()
  await expect(page).toHaveURL(/\/bookings\/[0-9a-f-]{36}$/)
  for (const [phase, words] of [
    ['Before', 'asked about parking'],
    ['During', 'stuck in traffic'],
    ['Afterwards', 'would like the receipt'],
  ] as const) {
    await expect(page.getByRole('region', { name: phase })).toContainText(words)
  }
  await expect(page.getByRole('region', { name: 'Before' }).getByRole('list', { name: 'To do' })).toContainText('Send a reminder')
  const matters = page.getByRole('region', { name: 'What matters' })
  await expect(matters).toContainText('I am a little worried about parking.')
  await expectPresentable(page)
  await page.locator('body').press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/)
  await page.goBack()

  await page.getByRole('complementary', { name: 'About the booking' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/)
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline).toContainText('would like the receipt')
  await expect(timeline.locator('a[href*="/bookings/"]').first()).toBeVisible()
  await expectPresentable(page)

  const remembers = page.getByRole('region', { name: 'Remembers of calls' })
  await expect(remembers.getByRole('link', { name: /^Call,/ }).first()).toHaveAttribute('href', /\/calls\/[0-9a-f-]{36}$/)
  const keepsTo = page.getByRole('region', { name: 'Keeps to' })
  const wish = unique('Comes by van')
  await page.getByRole('button', { name: 'Add something the agent should know' }).click()
  await page.getByRole('textbox', { name: 'Something the agent should know' }).fill(wish)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const added = keepsTo.getByRole('listitem').filter({ hasText: wish })
  await expect(added).toContainText('By the desk')
  await added.getByRole('button', { name: `Correct “${wish}”` }).click()
  await page.getByRole('textbox', { name: 'What the agent is told' }).fill(`${wish}, needs two places`)
  await page.getByRole('button', { name: 'Correct', exact: true }).click()
  await expect(added).toContainText('needs two places')
  await added.getByRole('button', { name: /^Take out/ }).click()
  await expect(added).toHaveCount(0)
  await undo(page, 'is not told any more')
  await expect(added).toContainText('needs two places')
  await expectPresentable(page)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('review, search, a booking and a contact fit', async ({ page }) => {
    await signIn(page, tenant(), 'MEMBER')
    for (const screen of ['/review', '/review?show=unmatched', '/search?q=parking', '/search']) {
      await page.goto(`/${tenant().slug}${screen}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectPresentable(page)
    }
    await page.goto(`/${tenant().slug}/search?q=parking`)
    await page.getByRole('link', { name: 'About a booking' }).first().click()
    await expect(page.getByRole('region', { name: 'Before' })).toBeVisible()
    await expectPresentable(page)
    await page.getByRole('complementary', { name: 'About the booking' }).getByRole('link').first().click()
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible()
    await expectPresentable(page)
  })
})
