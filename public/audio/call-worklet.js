// Loaded with audioWorklet.addModule by the test call: the microphone and the loudspeaker of a browser call.
import { PlaybackQueue } from './playback-queue.js'
import { Resampler } from './resampler.js'

const FRAME_SECONDS = 0.02
const LEVEL_SECONDS = 0.05

/** Root mean square over a short while, posted as a number from 0 to 1. */
class LevelMeter {
  /** @param {(level: number) => void} post */
  constructor(post) {
    this.post = post
    this.sum = 0
    this.count = 0
  }

  /** @param {Float32Array} samples */
  add(samples) {
    for (let index = 0; index < samples.length; index += 1) this.sum += samples[index] * samples[index]
    this.count += samples.length
    if (this.count < sampleRate * LEVEL_SECONDS) return
    this.post(Math.sqrt(this.sum / this.count))
    this.sum = 0
    this.count = 0
  }
}

class CaptureProcessor extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super()
    this.resampler = new Resampler(sampleRate, processorOptions.sampleRateHz)
    this.frame = new Int16Array(Math.round(processorOptions.sampleRateHz * FRAME_SECONDS))
    this.filled = 0
    this.meter = new LevelMeter((level) => this.port.postMessage({ type: 'level', level }))
  }

  process(inputs) {
    const channel = inputs[0]?.[0]
    if (!channel) return true
    this.meter.add(channel)
    for (const sample of this.resampler.process(channel)) {
      const clipped = Math.max(-1, Math.min(1, sample))
      this.frame[this.filled] = clipped < 0 ? clipped * 32_768 : clipped * 32_767
      this.filled += 1
      if (this.filled < this.frame.length) continue
      const sent = this.frame
      this.frame = new Int16Array(sent.length)
      this.filled = 0
      this.port.postMessage({ type: 'frame', pcm: sent.buffer }, [sent.buffer])
    }
    return true
  }
}

class PlaybackProcessor extends AudioWorkletProcessor {
  constructor({ processorOptions }) {
    super()
    this.queue = new PlaybackQueue()
    this.resampler = new Resampler(processorOptions.sampleRateHz, sampleRate)
    this.meter = new LevelMeter((level) => this.port.postMessage({ type: 'level', level }))
    this.port.onmessage = ({ data }) => this.take(data)
  }

  take(message) {
    if (message.type === 'audio') {
      const pcm = new Int16Array(message.pcm)
      const samples = Float32Array.from(pcm, (sample) => sample / 32_768)
      this.queue.addAudio(this.resampler.process(samples))
    } else if (message.type === 'mark') {
      this.queue.addMark(message.name)
    } else if (message.type === 'clear') {
      this.queue.clear()
      this.resampler.reset()
    }
  }

  process(_inputs, outputs) {
    const channels = outputs[0] ?? []
    const first = channels[0]
    if (!first) return true
    for (const name of this.queue.read(first)) this.port.postMessage({ type: 'mark', name })
    for (const channel of channels.slice(1)) channel.set(first)
    this.meter.add(first)
    return true
  }
}

registerProcessor('call-capture', CaptureProcessor)
registerProcessor('call-playback', PlaybackProcessor)
