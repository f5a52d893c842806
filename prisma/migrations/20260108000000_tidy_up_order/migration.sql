-- Calls under way first: they hold places. Work after a call can wait.
CREATE OR REPLACE FUNCTION lookup.calls_to_tidy_up(at timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "callId" uuid, "status" text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."tenantId", c."id", c."status"::text FROM public."Call" c
    WHERE c."tidyUpAt" < at
    ORDER BY c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS') DESC, c."tidyUpAt" LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();

-- A tenant's calls under way are counted at every call: by tenant, not over everybody's.
DROP INDEX "Call_under_way";
CREATE INDEX "Call_under_way" ON "Call" ("tenantId", "startedAt") WHERE "status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS');
