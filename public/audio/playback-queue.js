/**
 * What is still to be heard: audio and the marks between it, in order.
 * A mark comes out when everything before it has been played, never earlier; `clear` forgets both.
 */
export class PlaybackQueue {
  constructor() {
    /** @type {({ samples: Float32Array, offset: number } | { mark: string })[]} */
    this.entries = []
  }

  /** @param {Float32Array} samples */
  addAudio(samples) {
    if (samples.length > 0) this.entries.push({ samples, offset: 0 })
  }

  /** @param {string} mark */
  addMark(mark) {
    this.entries.push({ mark })
  }

  clear() {
    this.entries = []
  }

  get isEmpty() {
    return this.entries.length === 0
  }

  /**
   * Fills `output` with the next samples, silence where there are none.
   * @param {Float32Array} output
   * @returns {string[]} marks that were reached: all audio before them went out in an earlier call
   */
  read(output) {
    const marks = this.takeMarks()
    let filled = 0
    while (filled < output.length) {
      const entry = this.entries[0]
      // A mark behind samples of this very block waits for the next one: these are not played yet.
      if (!entry || 'mark' in entry) break
      const count = Math.min(output.length - filled, entry.samples.length - entry.offset)
      output.set(entry.samples.subarray(entry.offset, entry.offset + count), filled)
      entry.offset += count
      filled += count
      if (entry.offset === entry.samples.length) this.entries.shift()
      if (this.entries[0] && 'mark' in this.entries[0]) {
        filled += this.fillPastMarks(output, filled)
        break
      }
    }
    output.fill(0, filled)
    return marks
  }

  /**
   * Audio behind a mark must not wait a block for it: that would be a gap. The marks stay in front, to be taken next time.
   * @param {Float32Array} output
   * @param {number} filled
   */
  fillPastMarks(output, filled) {
    let added = 0
    for (let index = 0; index < this.entries.length && filled + added < output.length; index += 1) {
      const entry = this.entries[index]
      if (!entry || 'mark' in entry) continue
      const count = Math.min(output.length - filled - added, entry.samples.length - entry.offset)
      output.set(entry.samples.subarray(entry.offset, entry.offset + count), filled + added)
      entry.offset += count
      added += count
    }
    this.entries = this.entries.filter((entry) => 'mark' in entry || entry.offset < entry.samples.length)
    return added
  }

  takeMarks() {
    const marks = []
    for (;;) {
      const entry = this.entries[0]
      if (!entry || !('mark' in entry)) return marks
      marks.push(entry.mark)
      this.entries.shift()
    }
  }
}
