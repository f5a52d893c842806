/** Short-term memory with a time to live. Redis when REDIS_URL is set, one machine's memory otherwise. */
export interface Cache {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
}
