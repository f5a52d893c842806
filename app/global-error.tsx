'use client'

export default function GlobalErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Voicedesk</title>
        <main>
          <h1>Voicedesk did not load</h1>
          <p>Something went wrong on our side. Calls are answered elsewhere and are not affected.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
