/** Keeps secrets that must be shown again, such as those in webhook URLs, unreadable in the database. */
export interface SecretBox {
  seal(plain: string): string
  /** @throws when the text was sealed with another key or changed since */
  open(sealed: string): string
}
