import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { buttonStyle } from '../ui/button'
import { type Candidate, CandidateList } from './candidate-list'

const PRIMARY = buttonStyle({ variant: 'primary', size: 'sm' })

const listOf = (score: number, isFirstPrimary = true) => {
  const candidate = { contactId: 'c_1', bookingId: null, contactName: 'Asha Rao', contactPhone: '+919000010002', score, reasons: [] }
  return renderToStaticMarkup(
    <CandidateList
      candidates={[candidate as unknown as Candidate]}
      turns={[]}
      canHear={false}
      isBusy={false}
      isFirstPrimary={isFirstPrimary}
      onChoose={() => {}}
      action={null}
    />,
  )
}

test.each([
  [6, true, true],
  [0, true, false],
  [-6, true, false],
  [6, false, false],
])('of %i points (sure enough to ask: %s), choosing is what we propose: %s', (score, isFirstPrimary, isProposed) => {
  expect(listOf(score, isFirstPrimary).includes(PRIMARY.replaceAll('&', '&amp;'))).toBe(isProposed)
})
