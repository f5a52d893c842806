/** A part of the day or a meal; the window is when what it names begins, in minutes since midnight. */
export type DayPartMention = { start: number; end: number; words: string; from: number; to: number }

const PARTS: [RegExp, number, number][] = [
  [/\b(?:breakfast|naa?shta|nashte)\b/g, 330, 689],
  [/\bbrunch\b/g, 570, 840],
  [/\b(?:lunch(?:eon|time)?|dopa?[he]a?har ka khana|din ka khana)\b/g, 660, 974],
  [/\b(?:high tea|tea time|chai)\b/g, 870, 1110],
  [/\b(?:dinner|supper|raa?t ka khana|raa?t ke khane)\b/g, 1035, 1439],
  [/\b(?:(?:early |late )?morning|subah|subeh|sa[vw]ere)\b/g, 240, 719],
  [/\b(?:afternoon|dopa?h[ae]r|dupahar|dophar)\b/g, 690, 1019],
  [/\b(?:evening|shaa?m|sandhya)\b/g, 960, 1319],
  [/\b(?:tonight|nights?|raa?t)\b/g, 1050, 1439],
]

/** Meals and parts of the day in a turn prepared by `listen`. */
export function readDayParts(text: string): DayPartMention[] {
  return PARTS.flatMap(([pattern, from, to]) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, words: match[0], from, to })),
  ).sort((a, b) => a.start - b.start)
}
