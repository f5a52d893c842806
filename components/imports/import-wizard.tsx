'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ImportPreviewView } from '@/server/domain/imports/import-view'
import { decodeFile } from '@/server/domain/imports/read-csv'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { EmptyState } from '../ui/empty-state'
import { FileDrop } from '../ui/file-drop'
import { PageHeader } from '../ui/page-header'
import { RadioCards } from '../ui/radio-cards'
import { Steps } from '../ui/steps'
import { ColumnChooser } from './column-chooser'
import { IMPORT_STEPS } from './import-steps'
import { jsonToCsv } from './json-to-csv'

type Kind = 'contacts' | 'bookings'
/** The server takes no more in one piece. */
const MAX_TEXT = 4_000_000
/** Holds the rows of the preview, however long they are. */
const SAMPLE = 300_000
const KINDS = [
  { value: 'contacts', label: 'Contacts', hint: 'People, one a row, told apart by their phone number' },
  { value: 'bookings', label: 'Bookings', hint: 'One a row, with a day, a time and a phone number' },
] as const

/** From a file to an import that runs: what it holds, which column is what, and what is wrong before anything is written. */
export function ImportWizard() {
  const { tenant, path, isAllowed } = useDesk()
  const { values, set } = useUrlState()
  const kind: Kind = values.get('kind') === 'bookings' ? 'bookings' : 'contacts'
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const [fileError, setFileError] = useState<string>()
  const flow = useImportFlow(kind, file)

  async function take(chosen: File) {
    setFileError(undefined)
    const read = await readFile(chosen)
    if (typeof read === 'string') {
      setFileError(read)
      return
    }
    setFile(read)
    flow.preview(kind, read.text)
  }

  if (!isAllowed('contacts.write')) {
    return <EmptyState icon={ChevronLeft} isPage title="You cannot import here" description="Your role reads contacts only." />
  }
  const hasColumns = file !== null && flow.shown !== null
  return (
    <>
      <PageHeader
        above={
          <Link href={path(`/${kind}`)} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
            <ChevronLeft aria-hidden className="size-4" />
            {kind === 'contacts' ? 'Contacts' : 'Bookings'}
          </Link>
        }
        title={hasColumns ? `Import ${file.name}` : `Import ${kind}`}
        description={hasColumns ? 'Say what each column is. Nothing is written yet.' : `Into ${tenant.name}, from a CSV or JSON file.`}
        actions={
          <Link href={path('/imports')} className="text-sm text-muted underline-offset-4 hover:underline">
            Earlier imports
          </Link>
        }
      />
      <Steps steps={IMPORT_STEPS} current={hasColumns ? 1 : 0} />
      {hasColumns && flow.shown ? (
        <ColumnChooser
          kind={kind}
          preview={flow.shown}
          isChecking={flow.isChecking}
          onFields={(fields) => flow.preview(kind, file.text, fields)}
          footer={
            <>
              {flow.error ? (
                <Callout tone="danger" className="mr-auto">
                  {explainError(flow.error)}
                </Callout>
              ) : null}
              <Button
                onClick={() => {
                  setFile(null)
                  flow.reset()
                }}
              >
                Another file
              </Button>
              <Button
                variant="primary"
                isBusy={flow.isStarting}
                disabled={flow.shown.missing.length > 0 || flow.isChecking}
                onClick={flow.start}
              >
                Import
              </Button>
            </>
          }
        />
      ) : (
        <div className="flex max-w-3xl flex-col gap-6">
          <RadioCards
            label="What the file holds"
            value={kind}
            options={KINDS}
            onChange={(next) => set({ kind: next })}
            className="sm:grid-cols-2"
          />
          <FileDrop
            accept=".csv,.tsv,.txt,.json,text/csv,application/json"
            hint="Drop a file here, or choose one. The first row names the columns; spreadsheets save such files as CSV."
            isBusy={flow.isChecking}
            error={fileError ?? (flow.error ? explainError(flow.error) : undefined)}
            onFile={take}
          />
        </div>
      )}
    </>
  )
}

async function readFile(file: File): Promise<{ name: string; text: string } | string> {
  if (file.size > 2 * MAX_TEXT) return 'The file is too big: at most 4 MB. Split it, or send it through the API.'
  const text = decodeFile(new Uint8Array(await file.arrayBuffer()))
  if (text.trim() === '') return 'The file is empty.'
  const isJson = /^\s*[[{]/.test(text) && /\.json$|json/i.test(`${file.name} ${file.type}`)
  const csv = isJson ? jsonToCsv(text) : text
  if (csv === null) return 'This JSON is no list of objects: it has to begin with [ and hold one object a row.'
  if (csv.length > MAX_TEXT) return 'The file is too big: at most 4 MB. Split it, or send it through the API.'
  return { name: file.name, text: csv }
}

/** Previews and starts an import; the newest preview counts. */
function useImportFlow(kind: Kind, file: { name: string; text: string } | null) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [shown, setShown] = useState<ImportPreviewView | null>(null)
  const check = useMutation(api.imports.preview.mutationOptions({ onSuccess: setShown }))
  const begin = useMutation(
    api.imports.start.mutationOptions({
      onSuccess: (started) => {
        void queryClient.invalidateQueries({ queryKey: api.imports.list.pathKey() })
        router.push(path(`/imports/${started.id}`))
      },
    }),
  )
  return {
    shown,
    isChecking: check.isPending,
    isStarting: begin.isPending || begin.isSuccess,
    error: begin.error ?? check.error,
    preview: (of: Kind, text: string, fields?: (string | null)[]) =>
      check.mutate({ tenantSlug: tenant.slug, kind: of, text: text.slice(0, SAMPLE), ...(fields ? { fields } : {}) }),
    start: () => {
      if (file && shown) begin.mutate({ tenantSlug: tenant.slug, kind, fileName: file.name, fields: shown.fields, text: file.text })
    },
    reset: () => {
      setShown(null)
      check.reset()
      begin.reset()
    },
  }
}
