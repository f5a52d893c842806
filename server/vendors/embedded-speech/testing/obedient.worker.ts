import { serveRequests, workerOptions } from '../serve-requests'

/** Does what a test tells it, badly where asked to. */
export type Order = { do: 'echo'; text: string } | { do: 'refuse' } | { do: 'crash' } | { do: 'hang' }

if (workerOptions<{ failsToStart: boolean }>().failsToStart) throw new Error('no such model')

let answered = 0

serveRequests<Order, string>((order) => {
  if (order.do === 'refuse') throw new Error('cannot')
  if (order.do === 'crash') process.exit(3)
  if (order.do === 'hang') for (;;);
  answered += 1
  return { reply: `${order.text} ${answered}`, transfer: [] }
})
