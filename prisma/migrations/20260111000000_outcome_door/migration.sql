-- Which tenant an outbound vendor's notice is about, and what its key is sealed as; null: the installation's own. Only calls that
-- were placed from here count: a recording brought in from outside may carry any vendor's id. A notice about a call nobody knows
-- is of the tenant it names, if that tenant's key proves it.
CREATE FUNCTION lookup.outcome_owner(wanted_external_id text, wanted_call_id uuid, wanted_tenant_id uuid)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "sealedKey" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT found."tenantId", found."callId", t."retellApiKeyEncrypted" FROM (
      SELECT 1 AS rank, c."tenantId", c."id" AS "callId" FROM public."Call" c
      JOIN public."OutboundCall" o ON o."tenantId" = c."tenantId" AND o."id" = c."id"
      WHERE c."provider" = 'RETELL' AND c."externalId" = wanted_external_id
      UNION ALL
      -- The vendor's reply was lost or is on its way: the call is ours and does not know its vendor's id yet.
      SELECT 2, c."tenantId", CASE WHEN c."externalId" IS NULL THEN c."id" END FROM public."Call" c
      JOIN public."OutboundCall" o ON o."tenantId" = c."tenantId" AND o."id" = c."id"
      WHERE c."provider" = 'RETELL' AND c."id" = wanted_call_id
      UNION ALL
      SELECT 3, wanted_tenant_id, NULL WHERE wanted_tenant_id IS NOT NULL
    ) found JOIN public."Tenant" t ON t."id" = found."tenantId" ORDER BY found.rank LIMIT 1
  $$;

SELECT tenancy.hand_over_lookups();

-- Keeps an outbound vendor's notice once, in one round trip where the installation's key proves it. No row: it is about nobody here.
-- "isProven" false: nothing was kept; the notice has to be checked with "sealedKey" and sent again with that as its proof.
CREATE FUNCTION doors.store_outcome(external_id text, call_id uuid, tenant_id uuid, is_globally_signed boolean, proven_key text,
    notice_id uuid, event_id text, notice jsonb, at timestamptz)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "callId" uuid, "isProven" boolean, "sealedKey" text)
  LANGUAGE plpgsql VOLATILE SET search_path = public
  AS $$
  #variable_conflict use_column
  DECLARE
    owner record;
    stored uuid;
  BEGIN
    SELECT * INTO owner FROM lookup.outcome_owner(external_id, call_id, tenant_id);
    IF owner."tenantId" IS NULL THEN RETURN; END IF;
    IF NOT (CASE WHEN owner."sealedKey" IS NULL THEN is_globally_signed ELSE owner."sealedKey" IS NOT DISTINCT FROM proven_key END) THEN
      RETURN QUERY SELECT owner."tenantId", NULL::uuid, NULL::uuid, false, owner."sealedKey";
      RETURN;
    END IF;
    PERFORM set_config('app.tenant_id', owner."tenantId"::text, true);
    INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "vendorCallId", "payload", "status", "receivedAt")
    VALUES (notice_id, owner."tenantId", 'retell', event_id, external_id, notice,
      (CASE WHEN owner."callId" IS NULL THEN 'WAITING' ELSE 'PENDING' END)::"WebhookStatus", at)
    ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING RETURNING "WebhookInbox"."id" INTO stored;
    RETURN QUERY SELECT owner."tenantId", stored, owner."callId", true, NULL::text;
  END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA doors TO voicedesk_app;

-- A call's notices are read together, and those of a call nobody polls are few: found by the vendor's id of the call.
CREATE INDEX "WebhookInbox_retell_idx" ON "WebhookInbox" ("tenantId", "vendorCallId") WHERE "source" = 'retell';

-- Calls taken on by the outbound vendor of which no end is known, begun between the two moments: they are asked for.
CREATE FUNCTION lookup.outbound_unsettled(dialled_before timestamptz, dialled_after timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId", c."id" FROM public."Call" c
    JOIN public."OutboundCall" o ON o."tenantId" = c."tenantId" AND o."id" = c."id"
    WHERE c."provider" = 'RETELL' AND c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS') AND c."externalId" IS NOT NULL
      AND c."startedAt" < dialled_before AND c."startedAt" > dialled_after
    ORDER BY c."startedAt" LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();
