import loadModule from '@echogarden/fvad-wasm'

const MOST_AGGRESSIVE = 3
const RATE_HZ = 8000
/** 10 ms, the shortest frame it takes. */
export const FVAD_FRAME = 80

export interface Fvad {
  open(): FvadStream
}

export interface FvadStream {
  /** Whether any whole 10 ms frame of these 8 kHz samples sounds like speech. Samples beyond the last frame wait. */
  hears(pcm: Int16Array): boolean
  close(): void
}

/** The part of the compiled library used here. */
type FvadModule = {
  HEAP16: Int16Array
  _malloc(bytes: number): number
  _fvad_new(): number
  _fvad_free(handle: number): void
  _fvad_set_mode(handle: number, mode: number): number
  _fvad_set_sample_rate(handle: number, rateHz: number): number
  _fvad_process(handle: number, samplesAt: number, samples: number): number
}

/** WebRTC's voice activity detection: hardly any cost, good against silence, useless in noise. */
export async function loadFvad(): Promise<Fvad> {
  const library = (await loadModule()) as FvadModule
  const frameAt = library._malloc(FVAD_FRAME * 2)

  return {
    open() {
      const handle = library._fvad_new()
      if (handle === 0) throw new Error('Out of memory for voice activity detection')
      library._fvad_set_mode(handle, MOST_AGGRESSIVE)
      library._fvad_set_sample_rate(handle, RATE_HZ)
      const frame = new Int16Array(FVAD_FRAME)
      let filled = 0
      return {
        hears(pcm) {
          let isHeard = false
          for (let at = 0; at < pcm.length; ) {
            const taken = Math.min(FVAD_FRAME - filled, pcm.length - at)
            frame.set(pcm.subarray(at, at + taken), filled)
            filled += taken
            at += taken
            if (filled < FVAD_FRAME) break
            filled = 0
            library.HEAP16.set(frame, frameAt >> 1)
            if (library._fvad_process(handle, frameAt, FVAD_FRAME) === 1) isHeard = true
          }
          return isHeard
        },
        close: () => library._fvad_free(handle),
      }
    },
  }
}
