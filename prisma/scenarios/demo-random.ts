import { createHash } from 'node:crypto'

/** Chance that is the same every time for the same name. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number
  /** Whole, both ends included. */
  between(low: number, high: number): number
  pick<Item>(items: readonly Item[]): Item
  /** A UUID of version 7 that sorts by `at`. */
  id(at: Date): string
}

export function createRandom(name: string): Random {
  let block = 0
  let bytes = Buffer.alloc(0)
  const take = (count: number): Buffer => {
    while (bytes.length < count) {
      bytes = Buffer.concat([bytes, createHash('sha256').update(`${name}:${block}`).digest()])
      block += 1
    }
    const taken = bytes.subarray(0, count)
    bytes = bytes.subarray(count)
    return taken
  }
  const next = () => take(4).readUInt32BE() / 2 ** 32
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new RangeError('Nothing to pick from')
      return item
    },
    id: (at) => {
      const id = Buffer.from(take(16))
      id.writeUIntBE(at.getTime(), 0, 6)
      id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x70, 6)
      id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8)
      const hex = id.toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    },
  }
}
