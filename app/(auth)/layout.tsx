import Link from 'next/link'
import type { ReactNode } from 'react'
import { SampleCall } from '@/components/auth/sample-call'
import { Logo } from '@/components/shell/logo'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,28rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,36rem)]">
      <div className="flex flex-col px-5 py-6 sm:px-10">
        <header>
          <Link href="/" aria-label="Voicedesk" className="rounded-md">
            <Logo />
          </Link>
        </header>
        <main className="flex flex-1 items-start justify-center pt-10 pb-16 sm:items-center sm:pt-6">{children}</main>
      </div>
      <aside aria-label="An example call" className="hidden border-l lg:flex lg:items-center lg:justify-center lg:p-10 xl:p-14">
        <SampleCall />
      </aside>
    </div>
  )
}
