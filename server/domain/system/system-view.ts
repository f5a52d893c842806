import { z } from 'zod'

export const componentStatus = z.object({ name: z.string(), isUp: z.boolean(), detail: z.string().nullable() })

/** What answers calls right now, said plainly on screen. */
export const systemStatusView = z.object({
  /** True: the built-in practice receptionist thinks, not a real model. */
  isLanguageModelSimulated: z.boolean(),
  /** True: the embedded English demonstration recogniser and voices are in use. */
  isSpeechEmbedded: z.boolean(),
  speechToText: z.string(),
  textToSpeech: z.string(),
  languageModel: z.string(),
  isExotelSimulated: z.boolean(),
  isRunnerEmbedded: z.boolean(),
  components: z.array(componentStatus),
})
export type SystemStatusView = z.infer<typeof systemStatusView>

/** What is known from the settings alone. */
export type SystemFacts = Omit<SystemStatusView, 'components'>

/** Whether everything is up, and each part by name. */
export type HealthView = { isHealthy: boolean; components: z.infer<typeof componentStatus>[] }
