/** A page's search parameters as the browser would read them. */
export function toSearchParams(given: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) {
    for (const each of [value ?? []].flat()) params.append(name, each)
  }
  return params
}
