const SOURCES: Record<string, string> = {
  user: 'By the desk',
  form: 'By the desk',
  api: 'Through the API',
  import: 'From an import',
  call: 'Said on a call',
  campaign: 'In a campaign',
}

/** Where a consent or a suppression came from. */
export function sourceText(source: string): string {
  return SOURCES[source] ?? source.replaceAll('_', ' ')
}
