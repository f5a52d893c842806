/** Whether one part of the installation works. */
export interface HealthProbe {
  /** `database`, `migrations`, `media_server`, `job_runner` */
  readonly name: string
  /** Never rejects. `detail` says in a few plain words what is wrong; nothing secret, nothing personal. */
  check(signal: AbortSignal): Promise<{ isUp: boolean; detail: string | null }>
}
