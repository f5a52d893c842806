/** A part of the day or a meal; the window is when what it names begins, in minutes since midnight. */
export type DayPartMention = { start: number; end: number; words: string; from: number; to: number; isMeal: boolean }

const PARTS: [RegExp, number, number][] = [
  [/\b(?:breakfast|naashta|nashta|nashte)\b/g, 330, 689],
  [/\bbrunch\b/g, 570, 840],
  [/\b(?:lunch(?:eon|time)?|dopahar ka khana|din ka khana)\b/g, 660, 974],
  [/\b(?:high tea|tea time)\b/g, 870, 1110],
  [/\b(?:dinner|supper|raat ka khana|raat ke khane)\b/g, 1035, 1439],
  [/\b(?:(?:early |late )?morning|subah|savere)\b/g, 240, 719],
  [/\b(?:afternoon|dopahar)\b/g, 690, 1019],
  [/\b(?:evening|shaam|sandhya)\b/g, 960, 1319],
  [/\b(?:tonight|nights?|raat)\b/g, 1050, 1439],
]

const MEAL = /breakfast|naashta|nasht|brunch|lunch$|luncheon|khan[ae]|dinner|supper|tea/

/** Meals and parts of the day in a turn prepared by `listen`. */
export function readDayParts(text: string): DayPartMention[] {
  return PARTS.flatMap(([pattern, from, to]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      words: match[0],
      from,
      to,
      isMeal: MEAL.test(match[0]),
    })),
  ).sort((a, b) => a.start - b.start)
}
