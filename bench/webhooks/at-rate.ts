/** Begins `total` pieces of work at a fixed rate, whether or not the earlier ones are done, and waits for all of them. */
export async function atRate(ratePerSecond: number, total: number, begin: (index: number) => Promise<void>): Promise<void> {
  const beganAt = performance.now()
  const pending: Promise<void>[] = []
  let begun = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - beganAt) / 1000) * ratePerSecond))
      while (begun < due) pending.push(begin(begun++))
      if (begun < total) return
      clearInterval(timer)
      resolve()
    }, 2)
  })
  await Promise.all(pending)
}
