import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { exotelSetup } from '../../domain/phone-numbers/exotel-setup'
import type {
  AddPhoneNumberInput,
  PhoneNumberSetupView,
  PhoneNumberView,
  UpdatePhoneNumberInput,
} from '../../domain/phone-numbers/phone-number-view'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import type { AuditTrail } from '../../ports/audit-trail'
import type { SecretBox } from '../../ports/secret-box'
import { hashExotelSecret, makeExotelSecret } from '../tenants/exotel-secret'
import {
  agentExists,
  deletePhoneNumber,
  insertPhoneNumber,
  listPhoneNumbers,
  readTelephonySettings,
  replaceExotelSecret,
  updatePhoneNumber,
} from './phone-numbers.repository'

export type PhoneNumbersDependencies = {
  db: Database
  audit: AuditTrail
  secrets: SecretBox
  /** Public origin of this installation. */
  appUrl: string
}

export type PhoneNumbersService = ReturnType<typeof createPhoneNumbersService>

export function createPhoneNumbersService({ db, audit, secrets, appUrl }: PhoneNumbersDependencies) {
  async function read(tx: TenantDb, phoneNumberId: string): Promise<PhoneNumberView> {
    const [phoneNumber] = await listPhoneNumbers(tx, phoneNumberId)
    if (!phoneNumber) throw new DomainError('not_found', 'There is no such number')
    return phoneNumber
  }

  async function refuseUnknownAgent(tx: TenantDb, agentId: string | null | undefined): Promise<void> {
    if (agentId && !(await agentExists(tx, agentId))) throw new DomainError('not_found', 'There is no such agent', { field: 'agentId' })
  }

  async function readSetup(scope: Scope, phoneNumberId: string, isRevealed: boolean): Promise<PhoneNumberSetupView> {
    const { phoneNumber, settings } = await db.tenantDb(scope, async (tx) => ({
      phoneNumber: await read(tx, phoneNumberId),
      settings: await readTelephonySettings(tx, scope.tenantId),
    }))
    const { number, lastCallAt } = phoneNumber
    const secret = isRevealed ? secrets.open(settings.exotelSecretEncrypted) : null
    return { number, lastCallAt, isRevealed, ...exotelSetup({ appUrl, secret, number, transferNumber: settings.fallbackNumber }) }
  }

  const record = (scope: Scope, action: string, phoneNumberId: string) =>
    audit.record(scope, { action, targetType: 'phone_number', targetId: phoneNumberId, outcome: 'allowed' })

  return {
    list: (scope: Scope): Promise<PhoneNumberView[]> => db.tenantDb(scope, (tx) => listPhoneNumbers(tx)),

    /** @throws DomainError `invalid_phone`, `phone_number_taken` */
    async add(scope: Scope, input: AddPhoneNumberInput): Promise<PhoneNumberView> {
      const added = await db.tenantDb(scope, async (tx) => {
        const { region } = await readTelephonySettings(tx, scope.tenantId)
        const number = normalizePhone(input.number, [region])
        if (!number) throw new DomainError('invalid_phone', 'This is not a phone number', { field: 'number' })
        await refuseUnknownAgent(tx, input.agentId)
        const phoneNumber = { tenantId: scope.tenantId, number, label: input.label || null, agentId: input.agentId ?? null }
        return read(tx, await insertPhoneNumber(tx, phoneNumber))
      })
      await record(scope, 'phone_numbers.add', added.id)
      return added
    },

    async update(scope: Scope, input: UpdatePhoneNumberInput): Promise<PhoneNumberView> {
      const { phoneNumberId, agentId, isActive } = input
      const updated = await db.tenantDb(scope, async (tx) => {
        await read(tx, phoneNumberId)
        await refuseUnknownAgent(tx, agentId)
        const label = input.label === undefined ? undefined : input.label || null
        await updatePhoneNumber(tx, { tenantId: scope.tenantId, id: phoneNumberId }, { label, agentId, isActive })
        return read(tx, phoneNumberId)
      })
      await record(scope, 'phone_numbers.update', phoneNumberId)
      return updated
    },

    async remove(scope: Scope, phoneNumberId: string): Promise<void> {
      await db.tenantDb(scope, async (tx) => {
        await read(tx, phoneNumberId)
        await deletePhoneNumber(tx, { tenantId: scope.tenantId, id: phoneNumberId })
      })
      await record(scope, 'phone_numbers.remove', phoneNumberId)
    },

    /** Steps for Exotel, and its URLs without the secret. */
    setup: (scope: Scope, phoneNumberId: string): Promise<PhoneNumberSetupView> => readSetup(scope, phoneNumberId, false),

    /** As `setup`, with the tenant's secret in the URLs: seeing it is recorded. */
    async reveal(scope: Scope, phoneNumberId: string): Promise<PhoneNumberSetupView> {
      const setup = await readSetup(scope, phoneNumberId, true)
      await record(scope, 'phone_numbers.reveal_secret', phoneNumberId)
      return setup
    },

    /** A new secret in all of the tenant's Exotel URLs; those pasted before stop working at once. */
    async rotateSecret(scope: Scope): Promise<void> {
      const secret = makeExotelSecret()
      const change = { exotelSecretEncrypted: secrets.seal(secret), exotelSecretHash: hashExotelSecret(secret) }
      await db.tenantDb(scope, (tx) => replaceExotelSecret(tx, scope.tenantId, change))
      await audit.record(scope, {
        action: 'phone_numbers.rotate_secret',
        targetType: 'tenant',
        targetId: scope.tenantId,
        outcome: 'allowed',
      })
    },
  }
}
