/** Preloaded into a child process: ends it when its parent has ended, however that came about. */
process.on('disconnect', () => process.exit(1))
// The channel itself keeps nobody alive.
process.channel?.unref()
