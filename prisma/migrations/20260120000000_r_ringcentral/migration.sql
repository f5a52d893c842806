-- CreateTable
CREATE TABLE "RingCentralConnection" (
    "tenantId" UUID NOT NULL,
    "clientId" TEXT NOT NULL,
    "clientSecretEncrypted" TEXT NOT NULL,
    "jwtEncrypted" TEXT NOT NULL,
    "verificationTokenEncrypted" TEXT NOT NULL,
    "verificationTokenHash" TEXT NOT NULL,
    "accountId" TEXT,
    "subscriptionId" TEXT,
    "subscriptionStatus" TEXT,
    "subscriptionExpiresAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "problem" TEXT,
    "comparedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RingCentralConnection_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "UnclaimedNotice" (
    "id" UUID NOT NULL,
    "eventId" TEXT NOT NULL,
    "vendorCallId" TEXT,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnclaimedNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InstallationMark" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "InstallationMark_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "RingCentralConnection_verificationTokenHash_key" ON "RingCentralConnection"("verificationTokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "UnclaimedNotice_eventId_key" ON "UnclaimedNotice"("eventId");

-- CreateIndex
CREATE INDEX "UnclaimedNotice_vendorCallId_idx" ON "UnclaimedNotice"("vendorCallId");

-- AddForeignKey
ALTER TABLE "RingCentralConnection" ADD CONSTRAINT "RingCentralConnection_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT tenancy.protect('"RingCentralConnection"');

ALTER TABLE "UnclaimedNotice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "UnclaimedNotice" FORCE ROW LEVEL SECURITY;
REVOKE ALL ON "UnclaimedNotice" FROM voicedesk_app;
GRANT SELECT, INSERT, DELETE ON "UnclaimedNotice" TO voicedesk_lookup;
CREATE POLICY lookup ON "UnclaimedNotice" TO voicedesk_lookup USING (true) WITH CHECK (true);

GRANT SELECT ("tenantId", "verificationTokenHash", "checkedAt") ON "RingCentralConnection" TO voicedesk_lookup;
CREATE POLICY lookup ON "RingCentralConnection" FOR SELECT TO voicedesk_lookup USING (true);

-- The notices of one call are read together; the last one is shown in the settings.
CREATE INDEX "WebhookInbox_ringcentral_idx" ON "WebhookInbox" ("vendorCallId", "tenantId") WHERE "source" IN ('ringcentral', 'ringcentral.own');
CREATE INDEX "WebhookInbox_ringcentral_last_idx" ON "WebhookInbox" ("tenantId", "receivedAt") WHERE "source" IN ('ringcentral', 'ringcentral.own');

-- RingCentral's events of a tenant's own account: `wanted` is the SHA-256 of the token they carry.
CREATE FUNCTION lookup.tenant_by_ringcentral_token_hash(wanted text)
  RETURNS TABLE ("tenantId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$ SELECT c."tenantId" FROM public."RingCentralConnection" c WHERE c."verificationTokenHash" = wanted $$;

-- Whose an event of the installation's account is: its call's, where that is known, else that of the first of its numbers that
-- is a tenant's. A tenant with an account of its own has none of its events here.
CREATE FUNCTION lookup.ringcentral_owner(numbers text[], wanted_session text)
  RETURNS TABLE ("tenantId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT found."tenantId" FROM (
      SELECT 0 AS rank, w."tenantId" FROM public."WebhookInbox" w WHERE w."source" = 'ringcentral' AND w."vendorCallId" = wanted_session
      UNION ALL
      SELECT array_position(numbers, p."number"), p."tenantId" FROM public."PhoneNumber" p WHERE p."isActive" AND p."number" = ANY(numbers)
    ) found
    WHERE NOT EXISTS (SELECT FROM public."RingCentralConnection" c WHERE c."tenantId" = found."tenantId")
    ORDER BY found.rank LIMIT 1
  $$;

CREATE FUNCTION lookup.park_notice(notice_id uuid, event_id text, session text, notice jsonb, at timestamptz)
  RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    INSERT INTO public."UnclaimedNotice" ("id", "eventId", "vendorCallId", "payload", "receivedAt")
    VALUES (notice_id, event_id, session, notice, at) ON CONFLICT ("eventId") DO NOTHING
  $$;

CREATE FUNCTION lookup.claim_notices(wanted_session text)
  RETURNS TABLE ("id" uuid, "eventId" text, "payload" jsonb, "receivedAt" timestamptz)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    DELETE FROM public."UnclaimedNotice" u WHERE u."vendorCallId" = wanted_session RETURNING u."id", u."eventId", u."payload", u."receivedAt"
  $$;

-- Parked notices whose call has become known without their seeing it; what nobody claims is forgotten.
CREATE FUNCTION lookup.claimable_notices(forget_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "vendorCallId" text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = ''
  AS $$
    DELETE FROM public."UnclaimedNotice" u WHERE u."receivedAt" < forget_before;
    SELECT DISTINCT w."tenantId", w."vendorCallId" FROM public."UnclaimedNotice" u
    JOIN public."WebhookInbox" w ON w."source" = 'ringcentral' AND w."vendorCallId" = u."vendorCallId" LIMIT max_rows
  $$;

-- Tenants with an account of their own, those looked after longest ago first.
CREATE FUNCTION lookup.ringcentral_connections(checked_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId" FROM public."RingCentralConnection" c
    WHERE c."checkedAt" IS NULL OR c."checkedAt" < checked_before ORDER BY c."checkedAt" NULLS FIRST LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();

-- Keeps a notice once with the tenant it is proven to be of, in one round trip, and with it those that waited for its call. No
-- row: the token is nobody's. No "tenantId": the installation's own account, and nobody knows yet whose call it is about.
CREATE FUNCTION doors.store_session_notice(token_hash text, is_installations boolean, numbers text[], session text, notice_id uuid,
    event_id text, notice jsonb, first_status text, at timestamptz)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid)
  LANGUAGE plpgsql VOLATILE SET search_path = public
  AS $$
  #variable_conflict use_column
  DECLARE
    owner uuid := (SELECT f."tenantId" FROM lookup.tenant_by_ringcentral_token_hash(token_hash) f);
    kind text := 'ringcentral.own';
    stored uuid;
  BEGIN
    IF owner IS NULL AND NOT is_installations THEN RETURN; END IF;
    IF owner IS NULL THEN
      kind := 'ringcentral';
      owner := (SELECT f."tenantId" FROM lookup.ringcentral_owner(numbers, session) f);
    END IF;
    IF owner IS NULL THEN
      PERFORM lookup.park_notice(notice_id, event_id, session, notice, at);
      RETURN QUERY SELECT NULL::uuid, NULL::uuid;
      RETURN;
    END IF;
    PERFORM set_config('app.tenant_id', owner::text, true);
    INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "vendorCallId", "payload", "status", "receivedAt")
    VALUES (notice_id, owner, kind, event_id, session, notice, first_status::"WebhookStatus", at)
    ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING RETURNING "WebhookInbox"."id" INTO stored;
    IF kind = 'ringcentral' AND session IS NOT NULL THEN
      INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "vendorCallId", "payload", "status", "receivedAt")
      SELECT c."id", owner, kind, c."eventId", session, c."payload", 'PENDING', c."receivedAt" FROM lookup.claim_notices(session) c
      ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING;
    END IF;
    RETURN QUERY SELECT owner, stored;
  END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA doors TO voicedesk_app;
