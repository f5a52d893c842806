ALTER TABLE "Call" ADD COLUMN "tidyUpAt" TIMESTAMPTZ(3);
CREATE INDEX "Call_tidyUpAt_idx" ON "Call"("tidyUpAt");

GRANT SELECT ("tidyUpAt") ON "Call" TO voicedesk_lookup;

CREATE FUNCTION lookup.calls_to_tidy_up(at timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId", c."id", c."status"::text FROM public."Call" c
    WHERE c."tidyUpAt" < at ORDER BY c."tidyUpAt" LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();
