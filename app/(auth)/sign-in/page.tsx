import type { Metadata } from 'next'
import { SignInForm } from '@/components/auth/sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ from?: string | string[]; error?: string | string[] }>
}) {
  const { from, error } = await searchParams
  return <SignInForm from={typeof from === 'string' ? from : undefined} error={typeof error === 'string' ? error : undefined} />
}
