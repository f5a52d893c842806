const running = new Set()

process.on('exit', () => {
  for (const child of running) child.kill()
})

/** A short-lived child that must not go on when this process is stopped in the middle of it. */
export function endWithUs(child) {
  running.add(child)
  child.once('close', () => running.delete(child))
}
