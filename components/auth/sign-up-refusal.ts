import { explainError, fieldErrorsOf } from '../api/api-error'

/** Where a refused sign-up is told: at the e-mail address if it is about that, else at the button that was pressed. */
export function readSignUpRefusal(error: unknown): { email: string | null; other: string | null } {
  const email = fieldErrorsOf(error).email ?? null
  return { email, other: email ? null : explainError(error) }
}
