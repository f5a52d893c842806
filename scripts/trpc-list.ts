import { appRouter } from '../server/trpc/app-router'
import { listProcedures } from '../server/trpc/list-procedures'

for (const { path, type, access } of listProcedures(appRouter)) {
  if (!access) throw new Error(`${path} has no access rule`)
  process.stdout.write(`${path} ${type} ${access}\n`)
}
