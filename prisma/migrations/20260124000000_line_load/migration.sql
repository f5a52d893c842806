-- How busy our own lines are: calls of the tenant on them, no more than `at_most`, and what the media-servers have left. A call another
-- vendor places takes no line of ours, and one that rings only takes one while it is still expected.
CREATE FUNCTION doors.line_load(tenant uuid, at_most integer, at timestamptz, media_servers_seen_after timestamptz)
  RETURNS TABLE ("activeCalls" integer, "freePlaces" integer)
  LANGUAGE sql STABLE
  AS $$
    SELECT
      (SELECT count(*)::int FROM (
        SELECT 1 FROM public."Call" c WHERE c."tenantId" = tenant AND c."status" IN ('RINGING', 'CONNECTING', 'IN_PROGRESS')
          AND c."provider" IN ('EXOTEL', 'TWILIO', 'BROWSER') AND (c."status" <> 'RINGING' OR c."tidyUpAt" > at)
        LIMIT at_most
      ) AS active),
      (SELECT coalesce(sum(greatest(m."capacity" - m."activeCalls", 0)), 0)::int FROM public."MediaServer" m
        WHERE NOT m."isDraining" AND m."heartbeatAt" > media_servers_seen_after)
  $$;

CREATE OR REPLACE FUNCTION doors.dialled_line(secret_hash text, known_tenant uuid, candidates text[], at timestamptz, media_servers_seen_after timestamptz)
  RETURNS TABLE ("tenantId" uuid, "tenantStatus" text, "region" text, "fallbackNumber" text, "maxConcurrentCalls" integer,
    "phoneNumberId" uuid, "number" text, "agentId" uuid, "agentVersionId" uuid, "activeCalls" integer, "freePlaces" integer)
  LANGUAGE plpgsql VOLATILE SET search_path = public
  AS $$
  DECLARE
    tenant uuid := coalesce(known_tenant, (SELECT f."tenantId" FROM lookup.tenant_by_exotel_secret_hash(secret_hash) f));
  BEGIN
    IF tenant IS NULL THEN RETURN; END IF;
    PERFORM set_config('app.tenant_id', tenant::text, true);
    RETURN QUERY
      SELECT t."id", t."status"::text, t."region", t."fallbackNumber", t."maxConcurrentCalls", n."id", n."number", a."id", a."publishedVersionId",
        load."activeCalls", load."freePlaces"
      FROM "Tenant" t
      LEFT JOIN LATERAL (
        SELECT p."id", p."number", p."agentId" FROM "PhoneNumber" p
        WHERE p."tenantId" = t."id" AND p."isActive" AND p."number" = ANY(candidates)
        ORDER BY array_position(candidates, p."number") LIMIT 1
      ) n ON true
      LEFT JOIN LATERAL (
        SELECT g."id", g."publishedVersionId" FROM "Agent" g
        WHERE g."tenantId" = t."id" AND g."publishedVersionId" IS NOT NULL AND (g."id" = n."agentId" OR g."isDefault" OR n."agentId" IS NULL)
        ORDER BY (g."id" = n."agentId") DESC NULLS LAST, g."isDefault" DESC, g."createdAt" LIMIT 1
      ) a ON n."id" IS NOT NULL
      CROSS JOIN LATERAL doors.line_load(t."id", t."maxConcurrentCalls", at, media_servers_seen_after) load
      WHERE t."id" = tenant;
  END $$;

REVOKE ALL ON FUNCTION doors.line_load(uuid, integer, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA doors TO voicedesk_app;
