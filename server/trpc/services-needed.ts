import type { AccountView, ChangePasswordInput, SignUpInput } from '../domain/access/account-view'
import type { ApiKeyView, CreateApiKeyInput, CreatedApiKeyView } from '../domain/access/api-key-view'
import type { Action } from '../domain/access/can'
import type { Scope } from '../domain/access/scope'
import type { AddedTeamMemberView, AddTeamMemberInput, ChangeRoleInput, TeamMemberView } from '../domain/access/team-view'
import type {
  AgentChange,
  AgentSummaryView,
  AgentView,
  CreateAgentInput,
  SaveDraftInput,
  VoicePreviewInput,
  VoicePreviewView,
  VoiceView,
} from '../domain/agents/agent-view'
import type { AnalyticsPeriod, AnalyticsView } from '../domain/analytics/analytics-view'
import type { AuditPage, ListAuditInput } from '../domain/audit/audit-view'
import type { BookingPage, BookingView, ListBookingsInput } from '../domain/bookings/booking-view'
import type { CallPage, CallSummaryView, CallView, ListCallsInput, StartTestCallInput, TestCallView } from '../domain/calls/call-view'
import type { ContactPage, ContactView, ListContactsInput } from '../domain/contacts/contact-view'
import type {
  AddPhoneNumberInput,
  PhoneNumberSetupView,
  PhoneNumberView,
  UpdatePhoneNumberInput,
} from '../domain/phone-numbers/phone-number-view'
import type { SystemStatusView } from '../domain/system/system-view'
import type { TenantOverviewView, TenantSummaryView, TenantView, UpdateTenantInput } from '../domain/tenants/tenant-view'
import type { AuditTrail } from '../ports/audit-trail'

/** What the dashboard's procedures ask of the services: createServices answers with at least this. */
export type ServicesNeeded = {
  access: {
    /** @throws DomainError `not_found` for strangers, after the attempt is audited; `forbidden` where the role is too low */
    proveTenant(userId: string, unverifiedSlugOrId: string, action: Action): Promise<Scope>
  }
  account: {
    signUp(input: SignUpInput, address: string): Promise<{ tenantSlug: string }>
    me(userId: string): Promise<AccountView>
    changePassword(userId: string, input: ChangePasswordInput): Promise<void>
    signOutEverywhere(userId: string): Promise<void>
  }
  tenants: {
    listMine(userId: string): Promise<TenantSummaryView[]>
    get(scope: Scope): Promise<TenantView>
    update(scope: Scope, input: UpdateTenantInput): Promise<TenantView>
    overview(scope: Scope): Promise<TenantOverviewView>
  }
  agents: {
    list(scope: Scope): Promise<AgentSummaryView[]>
    get(scope: Scope, agentId: string): Promise<AgentView>
    create(scope: Scope, input: CreateAgentInput): Promise<AgentView>
    saveDraft(scope: Scope, input: SaveDraftInput): Promise<AgentView>
    discardDraft(scope: Scope, agentId: string): Promise<AgentView>
    publish(scope: Scope, input: { agentId: string; revision?: string | null; note?: string | null }): Promise<AgentView>
    rollBack(scope: Scope, input: { agentId: string; versionNumber: number }): Promise<AgentView>
    diff(scope: Scope, input: { agentId: string; fromVersion?: number; toVersion?: number }): Promise<AgentChange[]>
    voices(scope: Scope): Promise<VoiceView[]>
    voicePreview(scope: Scope, input: VoicePreviewInput): Promise<VoicePreviewView>
  }
  phoneNumbers: {
    list(scope: Scope): Promise<PhoneNumberView[]>
    add(scope: Scope, input: AddPhoneNumberInput): Promise<PhoneNumberView>
    update(scope: Scope, input: UpdatePhoneNumberInput): Promise<PhoneNumberView>
    remove(scope: Scope, phoneNumberId: string): Promise<void>
    setup(scope: Scope, phoneNumberId: string): Promise<PhoneNumberSetupView>
    rotateSecret(scope: Scope): Promise<void>
  }
  team: {
    list(scope: Scope): Promise<TeamMemberView[]>
    add(scope: Scope, input: AddTeamMemberInput): Promise<AddedTeamMemberView>
    changeRole(scope: Scope, input: ChangeRoleInput): Promise<TeamMemberView>
    remove(scope: Scope, userId: string): Promise<void>
  }
  calls: {
    list(scope: Scope, input: ListCallsInput): Promise<CallPage>
    get(scope: Scope, callId: string): Promise<CallView>
    live(scope: Scope): Promise<CallSummaryView[]>
    startTest(scope: Scope, input: StartTestCallInput): Promise<TestCallView>
  }
  contacts: {
    list(scope: Scope, input: ListContactsInput): Promise<ContactPage>
    get(scope: Scope, contactId: string): Promise<ContactView>
  }
  bookings: {
    list(scope: Scope, input: ListBookingsInput): Promise<BookingPage>
    get(scope: Scope, bookingId: string): Promise<BookingView>
  }
  apiKeys: {
    list(scope: Scope): Promise<ApiKeyView[]>
    create(scope: Scope, input: CreateApiKeyInput): Promise<CreatedApiKeyView>
    revoke(scope: Scope, apiKeyId: string): Promise<ApiKeyView>
  }
  analytics: { summary(scope: Scope, input: { period: AnalyticsPeriod }): Promise<AnalyticsView> }
  audit: AuditTrail & { list(scope: Scope, input: ListAuditInput): Promise<AuditPage> }
  system: { status(scope: Scope): Promise<SystemStatusView> }
}
