'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { getProviders, signIn } from 'next-auth/react'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { emailAddress } from '@/server/domain/access/account-view'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { localPath } from './local-path'
import { PasswordInput } from './password-input'
import { type SignInProblem, signInWithPassword } from './sign-in-with-password'
import { useIsHydrated } from './use-is-hydrated'

const signInInput = z.object({ email: emailAddress, password: z.string().min(1, 'Enter your password') })

const PROBLEMS: Record<SignInProblem, string> = {
  wrong: 'That e-mail address and password do not go together.',
  too_many: 'Too many tries. Wait 15 minutes, then try again; the right password has to wait too.',
  unreachable: 'The server could not be reached. Check the connection and try again.',
}

export function SignInForm({ from, error }: { from: string | undefined; error: string | undefined }) {
  const isHydrated = useIsHydrated()
  const [problem, setProblem] = useState<string | null>(error ? explainRedirectError(error) : null)
  const target = localPath(from)
  const { register, handleSubmit, formState, setFocus } = useForm({ resolver: zodResolver(signInInput) })

  const submit = handleSubmit(async ({ email, password }) => {
    setProblem(null)
    const refused = await signInWithPassword(email, password)
    if (refused) {
      setProblem(PROBLEMS[refused])
      setFocus('password')
      return
    }
    // A full load: everything drawn for nobody is thrown away.
    window.location.assign(target)
    await new Promise(() => {})
  })

  return (
    <div className="w-full max-w-sm">
      <h1 className="text-2xl">Sign in</h1>
      <p className="mt-1 text-muted">
        New here?{' '}
        <Link href="/sign-up" className="font-medium text-accent underline-offset-4 hover:underline">
          Create your desk
        </Link>
      </p>
      {problem ? (
        <Callout tone="danger" className="mt-6">
          {problem}
        </Callout>
      ) : null}
      <form method="post" noValidate onSubmit={submit} className="mt-6 flex flex-col gap-4">
        <Field label="E-mail" error={formState.errors.email?.message} isRequired>
          {(control) => (
            <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" autoCapitalize="none" />
          )}
        </Field>
        <Field label="Password" error={formState.errors.password?.message} isRequired>
          {(control) => <PasswordInput {...control} {...register('password')} autoComplete="current-password" />}
        </Field>
        <Button type="submit" variant="primary" size="lg" disabled={!isHydrated} isBusy={formState.isSubmitting} className="mt-1">
          Sign in
        </Button>
      </form>
      <OtherWays target={target} />
    </div>
  )
}

function explainRedirectError(code: string): string {
  if (code === 'OAuthAccountNotLinked') return 'That Google account is not linked to anyone here. Sign in with your password first.'
  if (code === 'SessionRequired' || code === 'SessionEnded') return 'You were signed out. Sign in again to go on.'
  if (code === 'Verification') return 'That sign-in link was used already or is too old. Ask for a new one.'
  return 'Signing in did not work. Try again.'
}

/** Google and e-mail links, where this installation has them configured. */
function OtherWays({ target }: { target: string }) {
  const [ways, setWays] = useState<string[]>([])
  const [email, setEmail] = useState('')
  const [isSent, setIsSent] = useState(false)
  useEffect(() => {
    let isGone = false
    getProviders()
      .then((providers) => {
        if (!isGone) setWays(Object.keys(providers ?? {}))
      })
      .catch(() => setWays([]))
    return () => {
      isGone = true
    }
  }, [])
  const hasGoogle = ways.includes('google')
  const hasEmail = ways.includes('email')
  if (!hasGoogle && !hasEmail) return null
  return (
    <div className="mt-6 flex flex-col gap-3 border-t pt-6">
      {hasGoogle ? <Button onClick={() => signIn('google', { callbackUrl: target })}>Continue with Google</Button> : null}
      {hasEmail ? (
        <form
          className="flex flex-col gap-3"
          onSubmit={async (event) => {
            event.preventDefault()
            await signIn('email', { email, redirect: false, callbackUrl: target })
            setIsSent(true)
          }}
        >
          <Field label="Or get a link by e-mail" hint={isSent ? 'If that address has an account, a link is on its way.' : undefined}>
            {(control) => <Input {...control} type="email" value={email} onChange={(event) => setEmail(event.target.value)} />}
          </Field>
          <Button type="submit">Send a link</Button>
        </form>
      ) : null}
    </div>
  )
}
