const running = new Map()

process.on('exit', () => {
  for (const [child, signal] of running) child.kill(signal)
})

/**
 * A short-lived child that must not go on when this process is stopped in the middle of it.
 * @param signal one that the child obeys at once: after this process nobody asks it again
 */
export function endWithUs(child, signal = 'SIGTERM') {
  running.set(child, signal)
  child.once('close', () => running.delete(child))
}
