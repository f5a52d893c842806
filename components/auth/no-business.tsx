'use client'

import { signOut } from 'next-auth/react'
import { Button } from '../ui/button'

/** For people whose last membership was taken away. */
export function NoBusiness() {
  return (
    <div className="w-full max-w-sm">
      <h1 className="text-2xl">You are not a member of any business</h1>
      <p className="mt-2 text-muted">Ask the owner to add your e-mail address to their team, or sign out and create a desk of your own.</p>
      <Button className="mt-6" onClick={() => signOut({ callbackUrl: '/sign-up' })}>
        Sign out
      </Button>
    </div>
  )
}
