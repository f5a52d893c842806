import { signIn } from 'next-auth/react'

export type SignInProblem = 'wrong' | 'too_many' | 'unreachable'

/** @returns null when signed in */
export async function signInWithPassword(email: string, password: string): Promise<SignInProblem | null> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false })
    if (!answer) return 'unreachable'
    if (answer.ok && !answer.error) return null
    if (answer.status === 429 || /too_many|rate/i.test(answer.error ?? '')) return 'too_many'
    return answer.status >= 500 ? 'unreachable' : 'wrong'
  } catch {
    return 'unreachable'
  }
}
