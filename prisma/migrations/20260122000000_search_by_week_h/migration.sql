-- DropIndex
DROP INDEX "Call_tenantId_contactId_startedAt_idx";

-- AlterTable
ALTER TABLE "CallSearch" ADD COLUMN     "contactId" UUID;

-- CreateIndex
CREATE INDEX "Call_tenantId_contactId_startedAt_status_idx" ON "Call"("tenantId", "contactId", "startedAt" DESC, "status");

-- ---------- What calls are filtered by, beside their words ----------

-- Weeks since 1970: calls of one are found together in the index of words.
CREATE FUNCTION search.week(at timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT floor(extract(epoch FROM at) / 604800)::integer $$;

CREATE OR REPLACE FUNCTION search.refresh(tenant_ids uuid[], call_ids uuid[]) RETURNS void LANGUAGE sql VOLATILE SET search_path = ''
  AS $$
    INSERT INTO public."CallSearch" AS kept ("tenantId", "callId", "startedAt", "contactId", "sentiment", "document")
    SELECT c."tenantId", c."id", c."startedAt", c."contactId", c."sentiment",
      coalesce(search.document(left(string_agg(coalesce(t."heardText", t."text"), ' ' ORDER BY t."index"), 100000)), ''::tsvector)
    FROM (SELECT DISTINCT * FROM unnest(tenant_ids, call_ids) AS u("tenantId", "callId")) k
    JOIN public."Call" c ON c."tenantId" = k."tenantId" AND c."id" = k."callId"
    LEFT JOIN public."TranscriptTurn" t ON t."tenantId" = c."tenantId" AND t."callId" = c."id"
    GROUP BY c."tenantId", c."id"
    ON CONFLICT ("tenantId", "callId") DO UPDATE
    SET "document" = excluded."document", "startedAt" = excluded."startedAt", "contactId" = excluded."contactId", "sentiment" = excluded."sentiment"
    WHERE (kept."document", kept."startedAt", kept."contactId", kept."sentiment")
      IS DISTINCT FROM (excluded."document", excluded."startedAt", excluded."contactId", excluded."sentiment")
  $$;

CREATE OR REPLACE FUNCTION search.note_call() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
  AS $$
  BEGIN
    UPDATE public."CallSearch" SET "startedAt" = NEW."startedAt", "contactId" = NEW."contactId", "sentiment" = NEW."sentiment"
    WHERE "tenantId" = NEW."tenantId" AND "callId" = NEW."id";
    RETURN NULL;
  END $$;
DROP TRIGGER search_moved ON "Call";
CREATE TRIGGER search_moved AFTER UPDATE OF "startedAt", "contactId", "sentiment" ON "Call" FOR EACH ROW
  WHEN ((OLD."startedAt", OLD."contactId", OLD."sentiment") IS DISTINCT FROM (NEW."startedAt", NEW."contactId", NEW."sentiment"))
  EXECUTE FUNCTION search.note_call();

-- The owner is bound by the policies, too: for the calls that are there already they rest until the end of this migration.
DROP INDEX "CallSearch_document_idx";
ALTER TABLE "Call" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" NO FORCE ROW LEVEL SECURITY;
UPDATE "CallSearch" s SET "contactId" = c."contactId" FROM "Call" c
WHERE c."tenantId" = s."tenantId" AND c."id" = s."callId" AND c."contactId" IS NOT NULL;
ALTER TABLE "Call" FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" FORCE ROW LEVEL SECURITY;
CREATE INDEX "CallSearch_document_idx" ON "CallSearch" USING gin
  ("tenantId" search.uuid_ops, search.week("startedAt") search.int4_ops, "contactId" search.uuid_ops, "sentiment" search.enum_ops, "document");

-- Calls of the transaction's tenant in which `wanted` was said, newest first, from before (`before_at`, `before_id`) on.
-- A common word is found among the newest calls, read in order. What is rarer is found by the index of words, first in the weeks
-- before those, then in all: what fills no page in a month is rare enough to be sorted. Of a booking the few calls are read.
CREATE OR REPLACE FUNCTION lookup.search_calls(wanted tsquery, of_contact uuid, of_booking uuid, mood text, from_at timestamptz, before_at timestamptz, before_id uuid, max_rows integer)
  RETURNS TABLE ("callId" uuid, "startedAt" timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
  SET plan_cache_mode = force_custom_plan SET jit = off SET max_parallel_workers_per_gather = 0
  AS $$
  #variable_conflict use_column
  DECLARE
    newest_calls CONSTANT integer := 1000;
    weeks_at_once CONSTANT integer := 5;
    tenant uuid := tenancy.current_tenant_id();
    since timestamptz := coalesce(from_at, '-infinity');
    until_at timestamptz := coalesce(before_at, 'infinity');
    until_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    wanted_mood public."Sentiment" := mood::public."Sentiment";
    seen integer;
    found_ids uuid[];
    found_at timestamptz[];
    missing integer := max_rows;
    weeks integer[];
    by_words text := 'WITH hits AS MATERIALIZED (
        SELECT s."callId", s."startedAt" FROM public."CallSearch" s
        WHERE s."tenantId" = $1 AND s."document" @@ $2 AND s."startedAt" >= $3 AND (s."startedAt", s."callId") < ($4, $5)'
      || CASE WHEN of_contact IS NULL THEN '' ELSE ' AND s."contactId" = $6' END
      || CASE WHEN mood IS NULL THEN '' ELSE ' AND s."sentiment" = $7' END;
    in_order CONSTANT text := ') SELECT h."callId", h."startedAt" FROM hits h ORDER BY h."startedAt" DESC, h."callId" DESC LIMIT $8';
  BEGIN
    IF tenant IS NULL OR wanted IS NULL OR numnode(wanted) = 0 THEN RETURN; END IF;

    IF of_booking IS NOT NULL THEN
      RETURN QUERY SELECT s."callId", s."startedAt" FROM public."Call" c
        JOIN public."CallSearch" s ON s."tenantId" = c."tenantId" AND s."callId" = c."id"
        WHERE c."tenantId" = tenant AND c."bookingId" = of_booking AND s."startedAt" >= since AND (s."startedAt", s."callId") < (until_at, until_id)
          AND s."document" @@ wanted AND (of_contact IS NULL OR s."contactId" = of_contact) AND (mood IS NULL OR s."sentiment" = wanted_mood)
        ORDER BY s."startedAt" DESC, s."callId" DESC LIMIT max_rows;
      RETURN;
    END IF;

    IF of_contact IS NULL THEN
      WITH newest AS MATERIALIZED (
        SELECT s."callId", s."startedAt", (mood IS NULL OR s."sentiment" = wanted_mood) AND s."document" @@ wanted AS is_hit FROM public."CallSearch" s
        WHERE s."tenantId" = tenant AND s."startedAt" >= since AND (s."startedAt", s."callId") < (until_at, until_id)
        ORDER BY s."startedAt" DESC, s."callId" DESC LIMIT newest_calls
      ), hits AS (
        SELECT n."callId", n."startedAt" FROM newest n WHERE n.is_hit ORDER BY n."startedAt" DESC, n."callId" DESC LIMIT max_rows
      ), last AS (SELECT n."startedAt", n."callId" FROM newest n ORDER BY n."startedAt", n."callId" LIMIT 1)
      SELECT (SELECT count(*) FROM newest), (SELECT array_agg(h."callId") FROM hits h), (SELECT array_agg(h."startedAt") FROM hits h),
        (SELECT l."startedAt" FROM last l), (SELECT l."callId" FROM last l)
      INTO seen, found_ids, found_at, until_at, until_id;
      RETURN QUERY SELECT u."callId", u."startedAt" FROM unnest(found_ids, found_at) AS u("callId", "startedAt")
        ORDER BY u."startedAt" DESC, u."callId" DESC;
      missing := missing - coalesce(cardinality(found_ids), 0);
      IF seen < newest_calls OR missing <= 0 THEN RETURN; END IF;

      weeks := ARRAY(SELECT generate_series(search.week(until_at) - weeks_at_once + 1, search.week(until_at)));
      RETURN QUERY EXECUTE by_words || ' AND search.week(s."startedAt") = ANY ($9)' || in_order
        USING tenant, wanted, since, until_at, until_id, of_contact, wanted_mood, missing, weeks;
      GET DIAGNOSTICS seen = ROW_COUNT;
      missing := missing - seen;
      until_at := to_timestamp(weeks[1] * 604800::float8);
      until_id := '00000000-0000-0000-0000-000000000000';
      IF missing <= 0 OR since >= until_at THEN RETURN; END IF;
    END IF;

    RETURN QUERY EXECUTE by_words || in_order USING tenant, wanted, since, until_at, until_id, of_contact, wanted_mood, missing;
  END $$;
-- ---------- Namesakes ----------

-- Contacts of the transaction's tenant whose names have one of these parts (lower case). Recognisers mis-hear names, and Indian
-- names have several spellings: a part that few have as it is written is looked for in what is written much like it, too. What
-- hundreds are called is no slip of the ear. Those with most of the parts first, as written before alike.
CREATE OR REPLACE FUNCTION lookup.contacts_named(parts text[], max_rows integer)
  RETURNS TABLE ("contactId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET pg_trgm.word_similarity_threshold = 0.5
  SET max_parallel_workers_per_gather = 0 SET jit = off
  AS $$
    WITH written AS MATERIALIZED (
      SELECT p.part, c."id" FROM unnest(parts) AS p(part)
      JOIN public."Contact" c ON c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
        AND lower(c."name") LIKE '%' || replace(replace(replace(p.part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    ), rare AS MATERIALIZED (
      SELECT p.part FROM unnest(parts) AS p(part) LEFT JOIN written w ON w.part = p.part GROUP BY p.part HAVING count(w."id") < max_rows
    )
    SELECT found."id" FROM (
      SELECT w."id", 3 AS weight FROM written w
      UNION ALL
      SELECT c."id", 2 FROM rare r
      JOIN public."Contact" c ON c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
        AND lower(c."name") OPERATOR(search.%>) r.part
    ) found
    GROUP BY found."id" ORDER BY sum(found.weight) DESC, found."id" LIMIT max_rows
  $$;
SELECT tenancy.hand_over_lookups();
