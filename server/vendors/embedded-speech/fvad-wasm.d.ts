declare module '@echogarden/fvad-wasm' {
  /** Emscripten's module factory; the package has no types. */
  export default function loadModule(): Promise<unknown>
}
