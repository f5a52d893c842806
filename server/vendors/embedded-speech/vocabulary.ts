import llamaTokenizer from 'llama-tokenizer-js'

/** Outputs of the model. Its vocabulary is Llama's; the ids above are never produced and only need a name. */
const MODEL_OUTPUTS = 32_768

/** Tokens of the Moonshine models by id. */
export function listVocabulary(): string[] {
  const known = llamaTokenizer.vocabById
  return Array.from({ length: MODEL_OUTPUTS }, (_, id) => known[id] ?? `<unused_${id}>`)
}
