import { createTransport } from 'nodemailer'
import { VendorError } from '../../domain/errors/vendor-error'
import type { Mailer } from '../../ports/mailer'

const LIMIT_MS = 15_000

/** @param server `smtp(s)://user:password@host:port` */
export function createSmtpMailer({ server, from }: { server: string; from: string }): Mailer {
  const transport = createTransport(server, { from, connectionTimeout: LIMIT_MS, greetingTimeout: LIMIT_MS, socketTimeout: LIMIT_MS })
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from, to, subject, text })
      } catch (cause) {
        throw new VendorError('smtp', 'message was not accepted', { retryable: true, cause })
      }
    },
  }
}
