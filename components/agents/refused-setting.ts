import { fieldErrorsOf } from '../api/api-error'

export type RefusedSetting = { name: string; message: string }

/** The setting a save was refused for, by its name in the form; null when it was refused for something else. */
export function refusedSetting(error: unknown): RefusedSetting | null {
  const [first] = Object.entries(fieldErrorsOf(error))
  if (!first) return null
  const [field, message] = first
  // Refusals by a rule name the setting within the configuration, those by the schema within the form.
  return { name: field === 'name' || field.startsWith('config.') ? field : `config.${field}`, message }
}
