import { plainLine } from './plain-line'

const TITLE = /^(mr|mrs|ms|miss|dr|prof|shri|sri|smt|श्री|श्रीमती|डॉ)\.?\s+/i

/** How a person is addressed: `Mr. Sharma` where a title is kept with the name, else the first name. Empty: not by name. */
export function greetingName(name: string): string {
  const whole = plainLine(name, 60)
  const title = TITLE.exec(whole)?.[1]
  const words = whole
    .replace(TITLE, '')
    .split(' ')
    .filter((word) => /^\p{L}[\p{L}\p{M}.'’-]*$/u.test(word))
  const word = (title ? words.at(-1) : words[0]) ?? ''
  if (word === '') return ''
  return title
    ? `${title.charAt(0).toUpperCase()}${title.slice(1).toLowerCase()}${/^[a-z]{2,4}$/i.test(title) && !/^(?:miss|shri|sri)$/i.test(title) ? '.' : ''} ${word}`
    : word
}
