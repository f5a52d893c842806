-- Outbound calls of every tenant: those whose turn was missed, and how many lines of the installation's own key are taken.
GRANT SELECT ("id", "tenantId", "status", "dueAt", "generation", "updatedAt") ON "OutboundCall" TO voicedesk_lookup;
GRANT SELECT ("retellApiKeyEncrypted") ON "Tenant" TO voicedesk_lookup;
CREATE POLICY lookup ON "OutboundCall" FOR SELECT TO voicedesk_lookup USING (true);

-- Scheduled ones due before `due_before`; those being dialled of which nothing was written since `dialled_before`. Longest overdue first.
CREATE FUNCTION lookup.outbound_overdue(due_before timestamptz, dialled_before timestamptz, max_rows integer)
  RETURNS TABLE ("tenantId" uuid, "outboundId" uuid, "generation" integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT o."tenantId", o."id", o."generation" FROM public."OutboundCall" o
    WHERE (o."status" = 'SCHEDULED' AND o."dueAt" < due_before) OR (o."status" = 'DIALLING' AND o."updatedAt" < dialled_before)
    ORDER BY o."dueAt" LIMIT max_rows
  $$;

-- Calls of tenants without a key of their own that are being dialled, or under way and begun after `since`.
CREATE FUNCTION lookup.outbound_lines_taken(since timestamptz)
  RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT (
      (SELECT count(*) FROM public."OutboundCall" o
        JOIN public."Tenant" t ON t."id" = o."tenantId" AND t."retellApiKeyEncrypted" IS NULL WHERE o."status" = 'DIALLING') +
      (SELECT count(*) FROM public."Call" c
        JOIN public."Tenant" t ON t."id" = c."tenantId" AND t."retellApiKeyEncrypted" IS NULL
        WHERE c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS') AND c."provider" = 'RETELL' AND c."startedAt" > since)
    )::int
  $$;

SELECT tenancy.hand_over_lookups();
