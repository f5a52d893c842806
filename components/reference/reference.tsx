import { Badge } from '../ui/badge'
import { PageHeader } from '../ui/page-header'
import { listFields, type Schema } from './describe-schema'

type Content = Record<string, { schema?: Schema }>
type Operation = {
  summary?: string
  description?: string
  tags?: string[]
  security?: Record<string, unknown>[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[]
  requestBody?: { content: Content }
  responses?: Record<string, { description: string; content?: Content }>
}
type OpenApi = {
  info: { title: string; description?: string }
  servers?: { url: string }[]
  paths?: Record<string, Record<string, unknown>>
  components?: object
}

/**
 * The REST doors as a page, drawn from the same document machines read.
 * @param props.document an OpenAPI 3.1 document of ours
 */
export function Reference(props: { document: object }) {
  const document = props.document as OpenApi
  const components = ((document.components as { schemas?: Record<string, Schema> } | undefined)?.schemas ?? {}) as Record<string, Schema>
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation: operation as Operation, id: anchorOf(method, path) })),
  )
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))]
  return (
    <div className="mx-auto flex max-w-6xl gap-10 px-4 py-8 sm:px-6">
      <nav
        aria-label="Operations"
        className="sticky top-8 hidden max-h-[calc(100vh-4rem)] w-60 shrink-0 self-start overflow-y-auto text-sm lg:block"
      >
        {tags.map((tag) => (
          <div key={tag} className="mb-5">
            <h2 className="mb-1 text-xs text-muted">{tag}</h2>
            <ul>
              {operations
                .filter(({ operation }) => operation.tags?.includes(tag))
                .map(({ id, method, operation }) => (
                  <li key={id}>
                    <a href={`#${id}`} className="flex min-h-7 items-center gap-2 rounded-md px-1 hover:bg-hover">
                      <span className="w-10 font-mono text-xs text-muted uppercase">{method}</span>
                      {operation.summary}
                    </a>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </nav>
      <main className="min-w-0 flex-1">
        <PageHeader title={document.info.title} description={document.info.description} />
        <p className="mb-8 text-muted">
          Send <code className="font-mono text-sm">Authorization: Bearer &lt;API key&gt;</code>. Keys are made under Settings. This page is
          drawn from{' '}
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            openapi.json
          </a>
          .
        </p>
        {operations.map(({ id, method, path, operation }) => (
          <OperationSection key={id} id={id} method={method} path={path} operation={operation} components={components} />
        ))}
      </main>
    </div>
  )
}

function OperationSection({
  id,
  method,
  path,
  operation,
  components,
}: {
  id: string
  method: string
  path: string
  operation: Operation
  components: Record<string, Schema>
}) {
  const parameters = operation.parameters ?? []
  const body = operation.requestBody?.content['application/json']?.schema
  const responses = Object.entries(operation.responses ?? {})
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mb-10 scroll-mt-8 border-t pt-6">
      <h2 id={`${id}-title`} className="text-base">
        {operation.summary}
      </h2>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <Badge tone={method === 'get' ? 'neutral' : 'accent'}>{method.toUpperCase()}</Badge>
        <code className="font-mono text-sm [overflow-wrap:anywhere]">{path}</code>
        {operation.security?.length === 0 ? <Badge tone="outline">secret in the URL</Badge> : null}
      </p>
      {operation.description ? <p className="mt-2 max-w-2xl text-pretty text-muted">{operation.description}</p> : null}
      {parameters.length > 0 ? (
        <FieldTable
          title="Parameters"
          schema={{
            properties: Object.fromEntries(
              parameters.map(({ name, schema, description }) => [name, { ...schema, ...(description ? { description } : {}) }]),
            ),
            required: parameters.filter(({ required }) => required).map(({ name }) => name),
          }}
          components={components}
        />
      ) : null}
      {body ? <FieldTable title="Body" schema={body} components={components} /> : null}
      {responses.map(([status, { description, content }]) => {
        const schema = Number(status) < 400 ? content?.['application/json']?.schema : undefined
        return schema ? <FieldTable key={status} title={`${status}: ${description}`} schema={schema} components={components} /> : null
      })}
      <h3 className="mt-5 mb-1 text-sm text-muted">Answers</h3>
      <ul className="text-sm">
        {responses.map(([status, { description }]) => (
          <li key={status} className="flex gap-3 py-0.5">
            <span className="w-9 shrink-0 font-mono tabular-nums">{status}</span>
            <span className="text-muted">{description}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function FieldTable({ title, schema, components }: { title: string; schema: Schema; components: Record<string, Schema> }) {
  const fields = listFields(schema, components)
  if (fields.length === 0) return null
  return (
    <div className="mt-5">
      <h3 className="mb-1 text-sm text-muted">{title}</h3>
      <ul className="rounded-md border text-sm">
        {fields.map((field) => (
          <li key={field.path} className="flex flex-wrap items-baseline gap-x-3 border-b px-3 py-1.5 last:border-b-0">
            <span className="font-mono" style={{ paddingInlineStart: `${field.level * 1.25}rem` }}>
              {field.name}
            </span>
            <span className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{field.type}</span>
            {field.isRequired ? <span className="text-xs">required</span> : null}
            {field.limits ? <span className="text-muted text-xs">{field.limits}</span> : null}
            {field.description ? <span className="basis-full text-muted">{field.description}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

function anchorOf(method: string, path: string): string {
  return `${method}${path.replace(/[^a-z0-9]+/gi, '-')}`
}
