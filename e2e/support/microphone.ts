import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

function runSpeechTool(...args: string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', 'e2e/support/speech-tool.ts', ...args], { encoding: 'utf8' })
}

/** Writes a WAV file of sentences and the pauses (ms) between them, for the browser's pretend microphone. @returns its flag */
export function microphoneFlag(path: string, parts: (string | number)[]): string {
  mkdirSync(dirname(path), { recursive: true })
  runSpeechTool('speak', path, JSON.stringify(parts))
  return `--use-file-for-fake-audio-capture=${path}%noloop`
}

/** What the embedded recogniser hears on each channel of a WAV file. */
export function transcribeFile(path: string): string[] {
  return JSON.parse(runSpeechTool('transcribe', path)) as string[]
}
