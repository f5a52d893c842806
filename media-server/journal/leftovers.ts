import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallFact } from '../../server/domain/calls/call-record'
import type { MediaDependencies } from '../dependencies'
import { completeRecording } from '../recording/complete-recording'
import { storeRecording } from '../recording/store-recording'
import { readJournal } from './call-journal'
import { FactDelivery } from './fact-delivery'

/** Where calls under way keep their journal and recording. */
export function callFolder(dataDir: string): string {
  return join(dataDir, 'calls')
}

/**
 * Finishes what a killed predecessor left: facts the services may not have, an end for calls that have none, recordings cut in
 * the middle. Call it once this process owns the place (its port is bound), before it takes calls.
 * @returns how many calls were found
 */
export async function finishLeftovers(deps: MediaDependencies, signal: AbortSignal): Promise<number> {
  const folder = callFolder(deps.dataDir)
  const names = await readdir(folder).catch(() => [] as string[])
  const journals = names.filter((name) => name.endsWith('.jsonl'))
  for (const name of journals) {
    const path = join(folder, name)
    try {
      await finishOne(deps, path, signal)
    } catch (err) {
      deps.log.error({ err, callId: name.split('.')[0] }, 'leftover call not finished; tried again at the next start')
    }
  }
  return journals.length
}

async function finishOne(deps: MediaDependencies, path: string, signal: AbortSignal): Promise<void> {
  const journal = await readJournal(path)
  if (!journal) return rm(path, { force: true })
  const { header, facts } = journal
  const { tenantId, callId } = header
  const delivery = new FactDelivery({ applyFacts: deps.applyFacts, log: deps.log, call: { tenantId, callId }, signal })
  for (const fact of facts) delivery.add(fact)
  if (!facts.some((fact) => fact.type === 'ended')) delivery.add(lostEnd(facts, (await stat(path)).mtime))
  const recording = facts.some((fact) => fact.type === 'recording') ? null : await completeRecording(header.recordingPath)
  if (recording) {
    const recordingKey = await storeRecording(deps.recordings, { tenantId, callId, path: header.recordingPath }, signal)
    delivery.add({ type: 'recording', key: 'recording', recordingKey, durationMs: recording.durationMs })
  }
  if (!(await delivery.delivered())) return
  await rm(path, { force: true })
  await rm(header.recordingPath, { force: true })
  deps.log.info({ callId, facts: facts.length }, 'leftover call finished')
}

/** The end of a call whose process died: at the last moment its journal knows of. */
function lostEnd(facts: CallFact[], lastWrite: Date): CallFact {
  const hadConversation = facts.some((fact) => fact.type === 'turn' && fact.turn.role === 'caller')
  return {
    type: 'ended',
    key: 'ended',
    at: lastWrite.toISOString(),
    endReason: 'media_server_lost',
    hadConversation,
    failed: !hadConversation,
  }
}
