import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './support/check-accessibility'
import { findBrowser } from './support/find-browser'
import { microphoneFlag, transcribeFile } from './support/microphone'
import { unique } from './support/unique'

/** Long enough for the page to connect and the agent to finish its greeting. */
const BEFORE_QUESTION_MS = 9_000
const BETWEEN_QUESTIONS_MS = 10_000
/** No ear tells hours from ours. */
const OPENING_HOURS = /opening,? h?ours/i

const browser = await findBrowser()
test.use({
  launchOptions: {
    executablePath: browser.executablePath,
    args: [
      ...browser.args,
      microphoneFlag('.data/e2e-microphone/questions.wav', [
        BEFORE_QUESTION_MS,
        'What are your opening hours please?',
        BETWEEN_QUESTIONS_MS,
        'Thank you very much. Goodbye.',
        60_000,
      ]),
    ],
  },
})

test('a new business signs up, talks to its agent by microphone and plays the call back', async ({ page }, info) => {
  test.setTimeout(180_000)
  await page.goto('/sign-up')
  await expectAccessible(page)
  await page.getByText('Clinic', { exact: true }).click()
  await page.getByLabel('Name of the business').fill('Sunrise Clinic')
  await page.getByLabel('Your name').fill('Asha Rao')
  await page.getByLabel('E-mail').fill(`${unique('owner')}@example.com`)
  await page.getByLabel('Password', { exact: false }).first().fill('violet mango river stone')
  await page.getByRole('button', { name: 'Create desk' }).click()
  await page.waitForURL(/\/sunrise-clinic[\w-]*$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page)
  const desk = new URL(page.url()).pathname

  await page.goto(`${desk}/test-call`)
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  const captions = page.getByRole('log', { name: 'Live captions' })
  await expect(captions).toContainText('Thank you for calling Sunrise Clinic')
  await expect(captions).toContainText(OPENING_HOURS, { timeout: 30_000 })
  await expect(captions).toContainText(/Monday/, { timeout: 30_000 })
  await expectAccessible(page)
  await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/, { timeout: 60_000 })

  const callId = page.url().split('/').at(-1) ?? ''
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await expect(transcript).toContainText(OPENING_HOURS)
  await expect(transcript).toContainText(/Monday/)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const position = page.getByRole('slider', { name: 'Position in the recording' })
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0)

  const recording = await page.request.get(`/api/v1/calls/${callId}/recording`)
  expect(recording.ok()).toBe(true)
  const path = info.outputPath('call.wav')
  writeFileSync(path, await recording.body())
  const [caller, agent] = transcribeFile(path)
  expect(caller).toMatch(OPENING_HOURS)
  expect(agent).toMatch(/Monday/i)
})
