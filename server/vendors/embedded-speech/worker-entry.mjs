// Plain JavaScript, so that a worker starts the same way under tsx, vitest and Next: it teaches its thread TypeScript and loads
// the module it was made for.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
