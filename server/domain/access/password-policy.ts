import { z } from 'zod'

export const PASSWORD_MIN_LENGTH = 10
export const PASSWORD_MAX_LENGTH = 200

// The first guesses of every list, once lower-cased and stripped to letters and digits.
const COMMON = new Set(
  '1234567890 0123456789 12345678910 1111111111 0000000000 9876543210 password12 password123 password1234 qwertyuiop qwerty12345 qwerty123456 1q2w3e4r5t letmein123 welcome123 welcome1234 iloveyou12 administrator changeme123 voicedesk1 voicedesk123 passwordpassword'.split(
    ' ',
  ),
)

/**
 * What is wrong with a password someone wants to use, as a sentence, or null when it is good enough.
 * Length counts most (NIST SP 800-63B): no composition rules, but nothing from the first guesses and no single repeated character.
 */
export function passwordProblem(password: string): string | null {
  if (password.length < PASSWORD_MIN_LENGTH) return `Use at least ${PASSWORD_MIN_LENGTH} characters`
  if (password.length > PASSWORD_MAX_LENGTH) return `Use at most ${PASSWORD_MAX_LENGTH} characters`
  if (new Set(password).size < 4) return 'Use more than three different characters'
  if (COMMON.has(password.toLowerCase().replace(/[^a-z0-9]/g, ''))) return 'This password is on every list of first guesses: choose another'
  return null
}

export const newPassword = z.string().superRefine((password, context) => {
  const problem = passwordProblem(password)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})
