/*
 * Read by every Node there is, also those too old for the rest: nothing newer than 2018 in here, and whoever uses it loads
 * the rest only afterwards.
 */
const OLDEST = [20, 12]

/** @returns {string} why this Node cannot run Voicedesk; empty when it can */
export function whyUnsupported(version) {
  const parts = version.split('.').map(Number)
  if (parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1])) return ''
  return `Voicedesk needs Node ${OLDEST.join('.')} or newer; this is Node ${version}.`
}

/** Runs `next` on a Node that can, and says in one sentence why not otherwise. */
export function requireNode(next) {
  const problem = whyUnsupported(process.versions.node)
  if (problem) {
    process.stderr.write(`\n${problem}\n`)
    process.exit(1)
  }
  return next()
}
