-- A notice and its call may be stored at the same moment, each without seeing the other: such a notice is pending, too.
GRANT SELECT ("payload") ON "WebhookInbox" TO voicedesk_lookup;

CREATE OR REPLACE FUNCTION lookup.pending_webhooks(received_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "webhookId" uuid, "source" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT w."tenantId", w."id", w."source" FROM public."WebhookInbox" w
    WHERE w."receivedAt" < received_before AND (
      w."status" = 'PENDING'
      OR (w."status" = 'WAITING' AND w."receivedAt" > received_before - interval '1 hour' AND EXISTS (
        SELECT FROM public."Call" c
        WHERE c."tenantId" = w."tenantId" AND c."provider" = 'EXOTEL' AND c."externalId" = w."payload"->>'vendorCallId'))
    )
    ORDER BY w."receivedAt" LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();
