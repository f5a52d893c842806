/**
 * Just enough of WASI preview 1 to run a command that writes files: arguments, one writable folder in memory, no input, no clock.
 * Node's own `node:wasi` is experimental, warns on the console and needs a real folder.
 * Numbers are those of the WASI specification (snapshot preview 1).
 */
const SUCCESS = 0
const BAD_FILE_DESCRIPTOR = 8
const NOT_SEEKABLE = 70
const FOLDER_FD = 3
const CHARACTER_DEVICE = 2
const DIRECTORY = 3
const REGULAR_FILE = 4
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn
const FOLDER_NAME = '/'

type MemoryFile = { bytes: Uint8Array; length: number; at: number }

class ProcessExit extends Error {}

export interface WasiProcess {
  /** Instantiates the command and runs it to its end. Throws what it traps with. */
  run(command: WebAssembly.Module): void
  /** A file the command wrote. */
  file(name: string): Uint8Array | null
}

export function createWasiProcess(args: readonly string[]): WasiProcess {
  const encodedArgs = args.map((text) => new TextEncoder().encode(`${text.replaceAll('\0', '')}\0`))
  const files = new Map<string, MemoryFile>()
  const open = new Map<number, MemoryFile>()
  let memory = new WebAssembly.Memory({ initial: 0 })
  let nextFd = FOLDER_FD + 1

  // Memory may grow, which detaches earlier views: made anew for every call.
  const view = () => new DataView(memory.buffer)
  const bytes = () => new Uint8Array(memory.buffer)

  const imports = {
    args_sizes_get(countAt: number, sizeAt: number): number {
      view().setUint32(countAt, encodedArgs.length, true)
      view().setUint32(
        sizeAt,
        encodedArgs.reduce((total, arg) => total + arg.length, 0),
        true,
      )
      return SUCCESS
    },
    args_get(pointersAt: number, textAt: number): number {
      let at = textAt
      for (const [index, arg] of encodedArgs.entries()) {
        view().setUint32(pointersAt + index * 4, at, true)
        bytes().set(arg, at)
        at += arg.length
      }
      return SUCCESS
    },
    clock_time_get(_clock: number, _precision: bigint, timeAt: number): number {
      view().setBigUint64(timeAt, 0n, true)
      return SUCCESS
    },
    fd_close(fd: number): number {
      return open.delete(fd) ? SUCCESS : BAD_FILE_DESCRIPTOR
    },
    fd_fdstat_get(fd: number, statAt: number): number {
      bytes().fill(0, statAt, statAt + 24)
      view().setUint8(statAt, fd === FOLDER_FD ? DIRECTORY : fd < FOLDER_FD ? CHARACTER_DEVICE : REGULAR_FILE)
      view().setBigUint64(statAt + 8, ALL_RIGHTS, true)
      view().setBigUint64(statAt + 16, ALL_RIGHTS, true)
      return SUCCESS
    },
    fd_fdstat_set_flags: (): number => SUCCESS,
    fd_prestat_get(fd: number, statAt: number): number {
      if (fd !== FOLDER_FD) return BAD_FILE_DESCRIPTOR
      view().setUint32(statAt, 0, true)
      view().setUint32(statAt + 4, FOLDER_NAME.length, true)
      return SUCCESS
    },
    fd_prestat_dir_name(_fd: number, nameAt: number, length: number): number {
      bytes().set(new TextEncoder().encode(FOLDER_NAME).subarray(0, length), nameAt)
      return SUCCESS
    },
    fd_read(_fd: number, _vectors: number, _count: number, readAt: number): number {
      view().setUint32(readAt, 0, true)
      return SUCCESS
    },
    fd_seek(fd: number, offset: bigint, whence: number, positionAt: number): number {
      const file = open.get(fd)
      if (!file) return NOT_SEEKABLE
      file.at = Number(offset) + (whence === 0 ? 0 : whence === 1 ? file.at : file.length)
      view().setBigUint64(positionAt, BigInt(file.at), true)
      return SUCCESS
    },
    fd_write(fd: number, vectorsAt: number, count: number, writtenAt: number): number {
      let written = 0
      for (let index = 0; index < count; index++) {
        const from = view().getUint32(vectorsAt + index * 8, true)
        const length = view().getUint32(vectorsAt + index * 8 + 4, true)
        const file = open.get(fd)
        if (file) append(file, bytes().subarray(from, from + length))
        written += length
      }
      view().setUint32(writtenAt, written, true)
      return SUCCESS
    },
    path_open(_dir: number, _flags: number, nameAt: number, nameLength: number, ...rest: [number, bigint, bigint, number, number]): number {
      const name = new TextDecoder().decode(bytes().slice(nameAt, nameAt + nameLength))
      const file: MemoryFile = { bytes: new Uint8Array(64 * 1024), length: 0, at: 0 }
      files.set(name, file)
      open.set(nextFd, file)
      view().setUint32(rest[4], nextFd, true)
      nextFd += 1
      return SUCCESS
    },
    proc_exit(code: number): never {
      throw new ProcessExit(`exit ${code}`)
    },
  }

  return {
    run(command) {
      const instance = new WebAssembly.Instance(command, { wasi_snapshot_preview1: imports })
      memory = instance.exports.memory as WebAssembly.Memory
      try {
        ;(instance.exports._start as () => void)()
      } catch (error) {
        if (!(error instanceof ProcessExit)) throw error
      }
    },
    file(name) {
      const file = files.get(name)
      return file ? file.bytes.subarray(0, file.length) : null
    },
  }
}

function append(file: MemoryFile, chunk: Uint8Array): void {
  const end = file.at + chunk.length
  if (end > file.bytes.length) {
    const grown = new Uint8Array(Math.max(file.bytes.length * 2, end))
    grown.set(file.bytes)
    file.bytes = grown
  }
  file.bytes.set(chunk, file.at)
  file.at = end
  file.length = Math.max(file.length, end)
}
