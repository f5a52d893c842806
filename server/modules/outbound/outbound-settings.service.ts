import type { Scope } from '../../domain/access/scope'
import { callPolicy, findLooserThanLaw, toTimeOfDay } from '../../domain/compliance/call-policy'
import { lawOfCountry, type Window } from '../../domain/compliance/calling-law'
import { DomainError } from '../../domain/errors/domain-error'
import type { OutboundSettingsView, SaveOutboundSettingsInput } from '../../domain/outbound/outbound-view'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { type CallingTenant, readCallingTenant, saveCallingSettings } from './outbound.repository'
import type { OutboundDeps } from './outbound-deps'

/** What a tenant's calls are made with, and when they are not. */
export function createOutboundSettings({ db, audit, secrets, outbound }: Pick<OutboundDeps, 'db' | 'audit' | 'secrets' | 'outbound'>) {
  async function settings(scope: Scope): Promise<OutboundSettingsView> {
    return toView(await db.tenantDb(scope, (tx) => readCallingTenant(tx, scope.tenantId)))
  }

  /**
   * Takes effect with the next call that is dialled.
   * @throws DomainError `invalid_phone`, `looser_than_law`
   */
  async function saveSettings(scope: Scope, input: SaveOutboundSettingsInput): Promise<OutboundSettingsView> {
    const { apiKey, policy } = input
    const saved = await db.tenantDb(scope, async (tx) => {
      const { region } = await readCallingTenant(tx, scope.tenantId)
      const [looser] = findLooserThanLaw(policy, region)
      if (looser) throw new DomainError('looser_than_law', looser.message, { field: `policy.windows.${looser.purpose}` })
      await saveCallingSettings(tx, scope.tenantId, {
        retellNumber: readNumber(input.retellNumber, region),
        retellAgentId: input.retellAgentId || null,
        callPolicy: policy,
        ...(apiKey === undefined ? {} : { retellApiKeyEncrypted: apiKey === null ? null : secrets.seal(apiKey) }),
      })
      return readCallingTenant(tx, scope.tenantId)
    })
    const details = { isKeyChanged: apiKey !== undefined }
    await audit.record(scope, {
      action: 'outbound.save_settings',
      targetType: 'tenant',
      targetId: scope.tenantId,
      outcome: 'allowed',
      details,
    })
    return toView(saved)
  }

  function toView(tenant: CallingTenant): OutboundSettingsView {
    const hasOwnApiKey = tenant.retellApiKeyEncrypted !== null
    const hasSharedApiKey = outbound.apiKey !== null
    const { windows } = lawOfCountry(tenant.region)
    return {
      retellNumber: tenant.retellNumber,
      retellAgentId: tenant.retellAgentId,
      hasOwnApiKey,
      hasSharedApiKey,
      missing: [...(tenant.retellNumber ? [] : (['number'] as const)), ...(hasOwnApiKey || hasSharedApiKey ? [] : (['api_key'] as const))],
      policy: tenant.policy ?? callPolicy.parse({}),
      law: { SERVICE: toHours(windows.SERVICE), PROMOTIONAL: toHours(windows.PROMOTIONAL) },
    }
  }

  return { settings, saveSettings }
}

function readNumber(raw: string | null, region: string): string | null {
  if (!raw) return null
  const number = normalizePhone(raw, [region])
  if (!number) throw new DomainError('invalid_phone', 'This is not a phone number.', { field: 'retellNumber' })
  return number
}

function toHours({ from, to }: Window): { from: string; to: string } {
  return { from: toTimeOfDay(from), to: toTimeOfDay(to) }
}
