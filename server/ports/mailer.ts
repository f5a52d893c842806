/** Sends e-mail that somebody waits for: sign-in links and invitations. */
export interface Mailer {
  send(message: { to: string; subject: string; text: string }): Promise<void>
}
