-- A column, not a field of the payload: row-level security keeps indexes from looking inside JSON.
ALTER TABLE "WebhookInbox" ADD COLUMN "vendorCallId" TEXT;
DROP INDEX "WebhookInbox_waiting_idx";
CREATE INDEX "WebhookInbox_waiting_idx" ON "WebhookInbox" ("tenantId", "vendorCallId") WHERE "status" = 'WAITING';

REVOKE SELECT ("payload") ON "WebhookInbox" FROM voicedesk_lookup;
GRANT SELECT ("vendorCallId") ON "WebhookInbox" TO voicedesk_lookup;

CREATE OR REPLACE FUNCTION lookup.pending_webhooks(received_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "source" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    (
      SELECT w."tenantId", w."id", w."source" FROM public."WebhookInbox" w
      WHERE w."status" = 'PENDING' AND w."receivedAt" < received_before ORDER BY w."receivedAt" LIMIT max_rows
    ) UNION ALL (
      SELECT w."tenantId", w."id", w."source" FROM public."Call" c
      JOIN public."WebhookInbox" w ON w."tenantId" = c."tenantId" AND w."status" = 'WAITING' AND w."vendorCallId" = c."externalId"
      WHERE c."startedAt" > received_before - interval '10 minutes' AND c."provider" = 'EXOTEL' AND w."receivedAt" < received_before LIMIT max_rows
    )
  $$;
SELECT tenancy.hand_over_lookups();

-- Writes a call, or locks the one with the same vendor id. A new one counts its caller in and calls up the notices that waited
-- for it. Every unspent token of the call dies; a new one is granted unless the call was refused.
CREATE OR REPLACE FUNCTION doors.admit_call(tenant uuid, new_call jsonb, caller_phone text, new_contact_id uuid, new_token jsonb, at timestamptz)
  RETURNS TABLE ("id" uuid, "status" text, "endReason" text, "isNew" boolean, "waitingWebhookIds" uuid[])
  LANGUAGE plpgsql VOLATILE SET search_path = public
  AS $$
  #variable_conflict use_column
  DECLARE
    opened record;
    caller uuid;
    waiting uuid[] := '{}';
  BEGIN
    PERFORM set_config('app.tenant_id', tenant::text, true);
    INSERT INTO "Call" ("id", "tenantId", "provider", "externalId", "phoneNumberId", "agentId", "agentVersionId", "direction", "status",
      "endReason", "endedAt", "durationSeconds", "fromPhone", "toPhone", "isTest", "startedAt", "progress", "tidyUpAt", "createdAt", "updatedAt")
    SELECT v.id, tenant, v.provider::"Provider", v.external_id, v.phone_number_id, v.agent_id, v.agent_version_id, v.direction::"CallDirection",
      v.status::"CallStatus", v.end_reason, v.ended_at, v.duration_seconds, v.from_phone, v.to_phone, v.is_test, at, v.progress, v.tidy_up_at, at, at
    FROM jsonb_to_record(new_call) AS v(id uuid, provider text, external_id text, phone_number_id uuid, agent_id uuid, agent_version_id uuid,
      direction text, status text, end_reason text, ended_at timestamptz, duration_seconds integer, from_phone text, to_phone text,
      is_test boolean, progress jsonb, tidy_up_at timestamptz)
    ON CONFLICT ("tenantId", "provider", "externalId") DO UPDATE SET "updatedAt" = excluded."updatedAt"
    RETURNING "Call"."id", "Call"."status", "Call"."endReason", "Call"."progress", ("Call".xmax = 0) AS is_new INTO opened;

    IF opened.is_new AND caller_phone IS NOT NULL THEN
      INSERT INTO "Contact" ("id", "tenantId", "phone", "firstCallAt", "lastCallAt", "totalCalls", "createdAt", "updatedAt")
      VALUES (new_contact_id, tenant, caller_phone, at, at, 1, at, at)
      ON CONFLICT ("tenantId", "phone") DO UPDATE SET "totalCalls" = "Contact"."totalCalls" + 1, "lastCallAt" = excluded."lastCallAt",
        "firstCallAt" = coalesce("Contact"."firstCallAt", excluded."firstCallAt"), "updatedAt" = excluded."updatedAt"
      RETURNING "Contact"."id" INTO caller;
      UPDATE "Call" SET "contactId" = caller WHERE "tenantId" = tenant AND "Call"."id" = opened."id";
    END IF;

    IF NOT opened.is_new THEN
      UPDATE "StreamToken" SET "revokedAt" = at
      WHERE "tenantId" = tenant AND "callId" = opened."id" AND "spentAt" IS NULL AND "revokedAt" IS NULL;
    END IF;
    IF NOT opened."progress" ? 'refused' THEN
      INSERT INTO "StreamToken" ("id", "tenantId", "callId", "tokenHash", "transport", "expiresAt", "createdAt")
      SELECT v.id, tenant, opened."id", v.token_hash, v.transport, v.expires_at, at
      FROM jsonb_to_record(new_token) AS v(id uuid, token_hash text, transport text, expires_at timestamptz);
    END IF;

    IF opened.is_new AND new_call->>'external_id' IS NOT NULL THEN
      WITH called_up AS (
        UPDATE "WebhookInbox" w SET "status" = 'PENDING'
        WHERE w."tenantId" = tenant AND w."status" = 'WAITING' AND w."vendorCallId" = new_call->>'external_id' RETURNING w."id"
      ) SELECT coalesce(array_agg(c."id"), '{}') INTO waiting FROM called_up c;
    END IF;

    RETURN QUERY SELECT opened."id", opened."status"::text, opened."endReason", opened.is_new, waiting;
  END $$;

-- Keeps a notice once and finds its call. No row: the secret is nobody's. No "webhookId": the same notice is there already.
CREATE OR REPLACE FUNCTION doors.store_notice(secret_hash text, notice_id uuid, notice_source text, event_id text, vendor_call_id text, notice jsonb, at timestamptz)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "callId" uuid, "isTransferAsked" boolean)
  LANGUAGE plpgsql VOLATILE SET search_path = public
  AS $$
  #variable_conflict use_column
  DECLARE
    tenant uuid := (SELECT f."tenantId" FROM lookup.tenant_by_exotel_secret_hash(secret_hash) f);
    known uuid;
    is_asked boolean := false;
    stored uuid;
  BEGIN
    IF tenant IS NULL THEN RETURN; END IF;
    PERFORM set_config('app.tenant_id', tenant::text, true);
    SELECT c."id", c."transferRequestedAt" IS NOT NULL INTO known, is_asked FROM "Call" c
    WHERE c."tenantId" = tenant AND c."provider" = 'EXOTEL' AND c."externalId" = vendor_call_id;
    INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "vendorCallId", "payload", "status", "receivedAt")
    VALUES (notice_id, tenant, notice_source, event_id, vendor_call_id, notice, (CASE WHEN known IS NULL THEN 'WAITING' ELSE 'PENDING' END)::"WebhookStatus", at)
    ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING RETURNING "WebhookInbox"."id" INTO stored;
    RETURN QUERY SELECT tenant, stored, known, coalesce(is_asked, false);
  END $$;
