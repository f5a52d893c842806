/** Addresses of Deepgram's streaming recognition. `baseUrl` may be an http(s) or ws(s) origin, with or without a path. */
export type ListenOptions = { sampleRateHz: number; language: string; keyterms: readonly string[] }

/** The vendor ignores what is beyond; a longer list only costs time. */
const MAX_KEYTERMS = 50

/** Nova-3: `/v1/listen`. `endpointingMs` is the silence after which an utterance counts as finished. */
export function novaUrl(
  baseUrl: string,
  options: ListenOptions,
  tuning: { model: string; endpointingMs: number; utteranceEndMs: number },
): URL {
  const url = listenUrl(baseUrl, '/v1/listen', options, tuning.model)
  const { searchParams } = url
  searchParams.set('language', novaLanguage(options.language))
  searchParams.set('channels', '1')
  searchParams.set('interim_results', 'true')
  searchParams.set('smart_format', 'true')
  searchParams.set('endpointing', String(tuning.endpointingMs))
  searchParams.set('utterance_end_ms', String(tuning.utteranceEndMs))
  searchParams.set('vad_events', 'true')
  return url
}

/** Flux: `/v2/listen`. English has a model of its own; everything else goes to the multilingual one, with hints. */
export function fluxUrl(baseUrl: string, options: ListenOptions, tuning: { endOfTurnThreshold: number; endOfTurnTimeoutMs: number }): URL {
  const isEnglish = baseLanguage(options.language) === 'en'
  const url = listenUrl(baseUrl, '/v2/listen', options, isEnglish ? 'flux-general-en' : 'flux-general-multi')
  url.searchParams.set('eot_threshold', String(tuning.endOfTurnThreshold))
  url.searchParams.set('eot_timeout_ms', String(tuning.endOfTurnTimeoutMs))
  if (!isEnglish) {
    // Callers in India change to English in the middle of a sentence.
    const hints = options.language === 'multi' ? ['hi', 'en'] : [baseLanguage(options.language), 'en']
    for (const hint of hints) url.searchParams.append('language_hint', hint)
  }
  return url
}

function listenUrl(baseUrl: string, path: string, options: ListenOptions, model: string): URL {
  const url = new URL(baseUrl)
  url.protocol = url.protocol === 'http:' || url.protocol === 'ws:' ? 'ws:' : 'wss:'
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/v\d$/, '')}${path}`
  url.search = ''
  url.searchParams.set('model', model)
  url.searchParams.set('encoding', 'linear16')
  url.searchParams.set('sample_rate', String(options.sampleRateHz))
  for (const keyterm of options.keyterms.slice(0, MAX_KEYTERMS)) url.searchParams.append('keyterm', keyterm)
  return url
}

/** English is offered by region, other languages are not: `hi-IN` → `hi`. */
function novaLanguage(language: string): string {
  if (language === 'multi' || /^en-(IN|US|GB|AU|NZ)$/.test(language)) return language
  return baseLanguage(language)
}

function baseLanguage(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language
}
