-- Imports of every tenant that are under way: an event that was lost is sent again.
GRANT SELECT ("id", "tenantId", "status", "createdAt") ON "ImportJob" TO voicedesk_lookup;
CREATE POLICY lookup ON "ImportJob" FOR SELECT TO voicedesk_lookup USING (true);

-- Those begun before `begun_before`, oldest first.
CREATE FUNCTION lookup.running_imports(begun_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "importId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT j."tenantId", j."id" FROM public."ImportJob" j
    WHERE j."status" = 'RUNNING' AND j."createdAt" < begun_before ORDER BY j."createdAt" LIMIT max_rows
  $$;

SELECT tenancy.hand_over_lookups();
