import Link from 'next/link'
import { Button } from '@/components/ui/button'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-6">
      <p className="tnum text-sm text-muted">404</p>
      <h1 className="text-xl">There is nothing here</h1>
      <p className="text-muted">The address may be wrong, or what was here belongs to a business you are not a member of.</p>
      <Button asChild>
        <Link href="/">Go to your desk</Link>
      </Button>
    </main>
  )
}
