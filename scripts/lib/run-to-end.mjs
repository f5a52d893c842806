import { spawn } from 'node:child_process'
import { endWithUs } from './end-with-us.mjs'

/** Runs Node with these arguments and waits. @returns its exit code and what it wrote */
export function runToEnd(root, args, env) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    endWithUs(child)
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.once('error', (error) => done({ code: 1, output: error.message }))
    child.once('close', (code) => done({ code: code ?? 1, output: code === 0 ? output : `${output}${errors}` }))
  })
}
