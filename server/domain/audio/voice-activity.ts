/** How speech is told from silence. All times are of the stream, levels in dBFS. */
export type VoiceActivitySettings = {
  /** A window this probably voiced may begin speech. */
  startProbability: number
  /** A window less probably voiced than this counts as silence. */
  stopProbability: number
  /** Voiced time before speech counts as started: clicks and breaths are shorter. */
  minSpeechMs: number
  /** Silence before speech counts as stopped: the gap in "seat-belt" is shorter. */
  minSilenceMs: number
}

export const VOICE_ACTIVITY_SETTINGS: VoiceActivitySettings = {
  startProbability: 0.5,
  stopProbability: 0.35,
  minSpeechMs: 64,
  minSilenceMs: 200,
}

export type VoicedWindow = { probability: number; startMs: number; endMs: number }
export type VoiceChange = { type: 'started' | 'stopped'; atMs: number }

export interface SpeechDetector {
  /** Takes the stream's next window and says what changed. `started` lies at the first voiced window, `stopped` after the last. */
  accept(window: VoicedWindow): VoiceChange | null
  readonly isSpeaking: boolean
}

/** Turns probabilities into speech with a beginning and an end. `isSpeaking` continues a stream in the middle of speech. */
export function createSpeechDetector(
  settings: VoiceActivitySettings = VOICE_ACTIVITY_SETTINGS,
  { isSpeaking = false, nowMs = 0 }: { isSpeaking?: boolean; nowMs?: number } = {},
): SpeechDetector {
  let speaking = isSpeaking
  let candidateStartMs: number | null = null
  let voicedMs = 0
  let lastVoicedEndMs = nowMs

  function listenForStart({ probability, startMs, endMs }: VoicedWindow): VoiceChange | null {
    if (probability < settings.stopProbability) {
      candidateStartMs = null
      voicedMs = 0
      return null
    }
    if (probability < settings.startProbability) return null
    candidateStartMs ??= startMs
    voicedMs += endMs - startMs
    if (voicedMs < settings.minSpeechMs) return null
    const change: VoiceChange = { type: 'started', atMs: candidateStartMs }
    speaking = true
    lastVoicedEndMs = endMs
    candidateStartMs = null
    voicedMs = 0
    return change
  }

  function listenForStop({ probability, endMs }: VoicedWindow): VoiceChange | null {
    if (probability >= settings.stopProbability) lastVoicedEndMs = endMs
    if (endMs - lastVoicedEndMs < settings.minSilenceMs) return null
    speaking = false
    return { type: 'stopped', atMs: lastVoicedEndMs }
  }

  return {
    get isSpeaking() {
      return speaking
    },
    accept: (window) => (speaking ? listenForStop(window) : listenForStart(window)),
  }
}

/** When a window is worth the cost of a closer look. */
export type EnergyGateSettings = {
  /** Louder than the background by this much: 0 dB signal-to-noise adds 3 dB. */
  marginDb: number
  /** Quieter than this is never speech on a telephone. */
  floorDbfs: number
  /** How fast the idea of the background follows louder sound, in dB per second. */
  riseDbPerSecond: number
  /** How much of the way the background follows quieter sound, per second. */
  fallPartPerSecond: number
}

export const ENERGY_GATE_SETTINGS: EnergyGateSettings = {
  marginDb: 2.5,
  floorDbfs: -60,
  riseDbPerSecond: 4,
  fallPartPerSecond: 12,
}

/** Says of each window's level whether something rises above the background, which it learns as it goes. */
export function createEnergyGate(settings: EnergyGateSettings = ENERGY_GATE_SETTINGS): (levelDbfs: number, windowMs: number) => boolean {
  let backgroundDbfs: number | null = null
  return (levelDbfs, windowMs) => {
    const seconds = windowMs / 1000
    const level = Math.max(levelDbfs, settings.floorDbfs)
    backgroundDbfs ??= level
    const isAbove = level > settings.floorDbfs && level > backgroundDbfs + settings.marginDb
    if (level > backgroundDbfs) backgroundDbfs = Math.min(level, backgroundDbfs + settings.riseDbPerSecond * seconds)
    else backgroundDbfs += (level - backgroundDbfs) * Math.min(1, settings.fallPartPerSecond * seconds)
    return isAbove
  }
}
