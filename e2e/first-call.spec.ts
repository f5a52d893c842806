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
/** A microphone takes a moment to find its level: the first words are not the ones that are measured. */
const OPENER = 'Hello there,'
const QUESTION = 'what are your opening hours please?'
/** Two words of the six may be heard wrong, as `ours` for `hours`: on a telephone good ears do no better. */
const MOST_WORD_ERRORS = 0.35

/** What the caller was heard to say: the last paragraph of each line that is theirs. */
async function heardOf(lines: Locator, theirs: RegExp): Promise<string> {
  const texts: string[] = []
  for (const line of await lines.filter({ hasText: theirs }).all()) texts.push((await line.locator('p').last().textContent()) ?? '')
  return texts.join(' ')
}

/** How wrongly the question was heard, whatever was said before and after it. */
function questionErrors(heard: string): number {
  const words = heard.split(/\s+/)
  const pieces = words.flatMap((_, from) => words.slice(from).map((__, length) => words.slice(from, from + length + 1).join(' ')))
  return Math.min(1, ...pieces.map((piece) => wordErrorRate(QUESTION, piece)))
}

const browser = await findBrowser()
test.use({
  launchOptions: {
    executablePath: browser.executablePath,
    args: [
      ...browser.args,
      microphoneFlag('.data/e2e-microphone/questions.wav', [
        BEFORE_QUESTION_MS,
        `${OPENER} ${QUESTION}`,
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
  await expect(captions).toContainText(/Monday/, { timeout: 60_000 })
  expect(questionErrors(await heardOf(captions.getByRole('listitem'), /^You/))).toBeLessThan(MOST_WORD_ERRORS)
  await expectAccessible(page)
  await page.waitForURL(/\/calls\/[0-9a-f-]{36}$/, { timeout: 60_000 })

  const callId = page.url().split('/').at(-1) ?? ''
  const transcript = page.getByRole('list', { name: 'Transcript' })
  await expect(transcript).toContainText(/Monday/)
  expect(questionErrors(await heardOf(transcript.getByRole('listitem'), /Caller/))).toBeLessThan(MOST_WORD_ERRORS)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Play', exact: true }).click()
  const position = page.getByRole('slider', { name: 'Position in the recording' })
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThan(0)

  const recording = await page.request.get(`/api/v1/calls/${callId}/recording`)
  expect(recording.ok()).toBe(true)
  const path = info.outputPath('call.wav')
  writeFileSync(path, await recording.body())
  const [caller, agent] = transcribeFile(path)
  expect(questionErrors(caller ?? '')).toBeLessThan(MOST_WORD_ERRORS)
  expect(agent).toMatch(/Monday/i)
})
