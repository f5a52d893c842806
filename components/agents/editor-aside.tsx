'use client'

import type { AgentView } from '@/server/domain/agents/agent-view'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { TestCallPanel } from '../test-call/test-call-panel'
import { Button } from '../ui/button'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { ChangeList } from './change-list'
import { VersionList } from './version-list'

/** Beside the form: try the agent, see what changed, go back. */
export function EditorAside({
  agent,
  canEdit,
  isRollingBack,
  onRollBack,
  onPublish,
}: {
  agent: AgentView
  canEdit: boolean
  isRollingBack: boolean
  onRollBack: (versionNumber: number) => void
  onPublish: () => void
}) {
  const { isAllowed } = useDesk()
  const persona = (agent.draft?.config ?? agent.published?.config)?.settings.personaName
  return (
    <Tabs defaultValue={isAllowed('calls.test') ? 'try' : 'changes'}>
      <TabsList aria-label="Beside the form">
        {isAllowed('calls.test') ? <TabsTrigger value="try">Try it</TabsTrigger> : null}
        <TabsTrigger value="changes">
          Changes{agent.changes.length > 0 ? <span className="tnum ml-1.5 text-muted">{agent.changes.length}</span> : null}
        </TabsTrigger>
        <TabsTrigger value="history">History</TabsTrigger>
      </TabsList>
      {/* Kept in the page while another tab is read: a call goes on. */}
      {isAllowed('calls.test') ? (
        <TabsContent value="try" forceMount className="flex flex-col gap-3 data-[state=inactive]:hidden">
          <TestCallPanel
            agentId={agent.id}
            agentName={persona || agent.name}
            useDraft={agent.draft !== null}
            className="min-h-[26rem] lg:data-active:h-[min(40rem,calc(100dvh-11rem))]"
          />
          <StandInNotice />
        </TabsContent>
      ) : null}
      <TabsContent value="changes" className="max-h-[calc(100dvh-12rem)] overflow-y-auto">
        <ChangeList changes={agent.changes} isPublished={agent.published !== null} />
        {canEdit && agent.changes.length > 0 ? (
          <Button variant="primary" onClick={onPublish} className="mt-4">
            Publish these changes…
          </Button>
        ) : null}
      </TabsContent>
      <TabsContent value="history" className="max-h-[calc(100dvh-12rem)] overflow-y-auto">
        <VersionList versions={agent.versions} canRollBack={canEdit} isRollingBack={isRollingBack} onRollBack={onRollBack} />
      </TabsContent>
    </Tabs>
  )
}
