import { writeFileSync } from 'node:fs'
import { expect, type Locator, test } from '@playwright/test'
import { wordErrorRate } from '../server/testing/word-error-rate'
import { expectAccessible } from './support/check-accessibility'
import { findBrowser } from './support/find-browser'
import { microphoneFlag, transcribeFile } from './support/microphone'
import { unique } from './support/unique'

/** Long enough for the page to connect and the agent to finish its greeting. */
const BEFORE_QUESTION_MS = 9_000
const BETWEEN_QUESTIONS_MS = 10_000
const QUESTION = 'What are your opening hours please?'
const GOODBYE = 'Thank you very much. Goodbye.'
/** Two words of the question's six may be heard wrong, as `ours` for `hours`: on a telephone good ears do no better. */
const MOST_WORD_ERRORS = 0.35

/** What the caller was heard to say, turn by turn: the last paragraph of each line that is theirs. */
async function heardOf(lines: Locator, theirs: RegExp): Promise<string[]> {
  const own = lines.filter({ hasText: theirs })
  const texts: string[] = []
  for (const line of await own.all()) texts.push((await line.locator('p').last().textContent()) ?? '')
  return texts
}

/** Of the question, in however many pieces it was heard, whatever was said after it. */
function leastWordErrors(said: string, heard: string[]): number {
  return Math.min(1, ...heard.map((_, index) => wordErrorRate(said, heard.slice(0, index + 1).join(' '))))
}

const browser = await findBrowser()
test.use({
  launchOptions: {
    executablePath: browser.executablePath,
    args: [
      ...browser.args,
      microphoneFlag('.data/e2e-microphone/questions.wav', [BEFORE_QUESTION_MS, QUESTION, BETWEEN_QUESTIONS_MS, GOODBYE, 60_000]),
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
  await expect(captions).toContainText(/Monday/, { timeout: 60_000 })
  expect(leastWordErrors(QUESTION, await heardOf(captions.getByRole('listitem'), /^You/))).toBeLessThan(MOST_WORD_ERRORS)
  await expectAccessible(page)
  await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/, { timeout: 60_000 })

  const callId = page.url().split('/').at(-1) ?? ''
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await expect(transcript).toContainText(/Monday/)
  expect(leastWordErrors(QUESTION, await heardOf(transcript.getByRole('listitem'), /Caller/))).toBeLessThan(MOST_WORD_ERRORS)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const position = page.getByRole('slider', { name: 'Position in the recording' })
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0)

  const recording = await page.request.get(`/api/v1/calls/${callId}/recording`)
  expect(recording.ok()).toBe(true)
  const path = info.outputPath('call.wav')
  writeFileSync(path, await recording.body())
  const [caller, agent] = transcribeFile(path)
  expect(wordErrorRate(`${QUESTION} ${GOODBYE}`, caller ?? '')).toBeLessThan(MOST_WORD_ERRORS)
  expect(agent).toMatch(/Monday/i)
})
