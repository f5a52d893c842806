-- A call asks for its waiting notices while its caller hears the phone ring.
CREATE INDEX "WebhookInbox_waiting_idx" ON "WebhookInbox" ("tenantId", ("payload"->>'vendorCallId')) WHERE "status" = 'WAITING';
CREATE INDEX "WebhookInbox_pending_idx" ON "WebhookInbox" ("tenantId", "receivedAt") WHERE "status" = 'PENDING';

-- Asked from the side of recent calls: notices of calls nobody ever announces are many, and stay.
GRANT SELECT ("startedAt") ON "Call" TO voicedesk_lookup;

CREATE OR REPLACE FUNCTION lookup.pending_webhooks(received_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "source" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    (
      SELECT w."tenantId", w."id", w."source" FROM public."WebhookInbox" w
      WHERE w."status" = 'PENDING' AND w."receivedAt" < received_before ORDER BY w."receivedAt" LIMIT max_rows
    ) UNION ALL (
      SELECT w."tenantId", w."id", w."source" FROM public."Call" c
      JOIN public."WebhookInbox" w ON w."tenantId" = c."tenantId" AND w."status" = 'WAITING' AND w."payload"->>'vendorCallId' = c."externalId"
      WHERE c."startedAt" > received_before - interval '10 minutes' AND c."provider" = 'EXOTEL' AND w."receivedAt" < received_before LIMIT max_rows
    )
  $$;

SELECT tenancy.hand_over_lookups();
