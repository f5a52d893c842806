import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ChangeList } from './change-list'
import { SaveLine } from './save-line'

test('before the first publication nothing is said of what callers hear today', () => {
  const changes = renderToStaticMarkup(<ChangeList changes={[]} isPublished={false} />)
  const saved = renderToStaticMarkup(<SaveLine state={{ kind: 'saved' }} hasDraft isPublished={false} />)
  expect(changes).toContain('First version: callers hear it once it is published.')
  expect(saved).toContain('Draft saved. Callers hear it once it is published.')
})

test('afterwards a draft is told from what is published', () => {
  const changes = renderToStaticMarkup(<ChangeList changes={[]} isPublished />)
  const saved = renderToStaticMarkup(<SaveLine state={{ kind: 'saved' }} hasDraft isPublished />)
  expect(changes).toContain('Nothing differs from what callers hear.')
  expect(saved).toContain('Draft saved. Callers hear the published version.')
})
