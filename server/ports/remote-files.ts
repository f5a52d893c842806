/** Files at addresses that users or vendors gave us: nothing of our own network is reached through them. */
export interface RemoteFiles {
  /**
   * Whether the address may be fetched at all: http or https, and every address of its host is public.
   * @throws DomainError `private_url`
   */
  check(url: string, signal: AbortSignal): Promise<void>
  /**
   * Writes what is at `url` to a new file; what was written of it is gone when this fails. Every redirect is checked as the first address was.
   * @param shown headers for the origins that may see them: a redirect elsewhere goes without
   * @throws DomainError `private_url`, `file_too_large`; VendorError, retryable or not, for everything else
   */
  download(
    url: string,
    path: string,
    limits: { maxBytes: number; totalMs: number },
    signal: AbortSignal,
    shown?: ShownHeaders | null,
  ): Promise<RemoteFile>
}

/** What is shown at exactly these origins and nowhere else. */
export type ShownHeaders = { origins: string[]; headers: Record<string, string> }

export type RemoteFile = { sizeBytes: number; contentType: string | null }
