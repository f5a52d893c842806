-- AlterTable
ALTER TABLE "CallSearch" ADD COLUMN     "sentiment" "Sentiment";

-- ---------- Words: the same answers in less time ----------

-- Text of ASCII letters alone has nothing to fold. In plpgsql, which reads an expression once and keeps it.
CREATE OR REPLACE FUNCTION search.fold(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
  BEGIN
    IF octet_length(said) = length(said) THEN RETURN said; END IF;
    RETURN search.unaccent('search.unaccent'::regdictionary,
      translate(normalize(said, NFC), U&'\0901’।॥–—…“”„«»¿¡₹،؟\00A0\093C\200C\200D', U&'\0902''               '));
  END $$;

CREATE OR REPLACE FUNCTION search.document(said text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
  DECLARE
    folded text := search.fold(said);
  BEGIN
    RETURN to_tsvector('pg_catalog.simple'::regconfig, folded) || to_tsvector('pg_catalog.english'::regconfig, folded);
  END $$;

-- ---------- A call's sentiment beside its words ----------

CREATE OR REPLACE FUNCTION search.refresh(tenant_ids uuid[], call_ids uuid[]) RETURNS void LANGUAGE sql VOLATILE SET search_path = ''
  AS $$
    INSERT INTO public."CallSearch" AS kept ("tenantId", "callId", "startedAt", "sentiment", "document")
    SELECT c."tenantId", c."id", c."startedAt", c."sentiment",
      coalesce(search.document(left(string_agg(coalesce(t."heardText", t."text"), ' ' ORDER BY t."index"), 100000)), ''::tsvector)
    FROM (SELECT DISTINCT * FROM unnest(tenant_ids, call_ids) AS u("tenantId", "callId")) k
    JOIN public."Call" c ON c."tenantId" = k."tenantId" AND c."id" = k."callId"
    LEFT JOIN public."TranscriptTurn" t ON t."tenantId" = c."tenantId" AND t."callId" = c."id"
    GROUP BY c."tenantId", c."id"
    ON CONFLICT ("tenantId", "callId") DO UPDATE
    SET "document" = excluded."document", "startedAt" = excluded."startedAt", "sentiment" = excluded."sentiment"
    WHERE kept."document" IS DISTINCT FROM excluded."document" OR kept."startedAt" <> excluded."startedAt"
      OR kept."sentiment" IS DISTINCT FROM excluded."sentiment"
  $$;

CREATE OR REPLACE FUNCTION search.note_call() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
  AS $$
  BEGIN
    UPDATE public."CallSearch" SET "startedAt" = NEW."startedAt", "sentiment" = NEW."sentiment"
    WHERE "tenantId" = NEW."tenantId" AND "callId" = NEW."id";
    RETURN NULL;
  END $$;
DROP TRIGGER search_moved ON "Call";
CREATE TRIGGER search_moved AFTER UPDATE OF "startedAt", "sentiment" ON "Call" FOR EACH ROW
  WHEN (OLD."startedAt" IS DISTINCT FROM NEW."startedAt" OR OLD."sentiment" IS DISTINCT FROM NEW."sentiment")
  EXECUTE FUNCTION search.note_call();

-- The owner is bound by the policies, too: for the calls that are there already they rest until the end of this migration.
DROP INDEX "CallSearch_document_idx";
ALTER TABLE "Call" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" NO FORCE ROW LEVEL SECURITY;
UPDATE "CallSearch" s SET "sentiment" = c."sentiment" FROM "Call" c
WHERE c."tenantId" = s."tenantId" AND c."id" = s."callId" AND c."sentiment" IS NOT NULL;
ALTER TABLE "Call" FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" FORCE ROW LEVEL SECURITY;
CREATE INDEX "CallSearch_document_idx" ON "CallSearch" USING gin ("tenantId" search.uuid_ops, "sentiment" search.enum_ops, "document");

-- Calls of the transaction's tenant in which `wanted` was said, newest first, from before (`before_at`, `before_id`) on.
-- A common word is found among the newest calls, read in order; a rare one by the index of words. What is rare among the
-- newest few thousand is rare enough to be sorted. Of a contact or a booking the calls are read in order.
CREATE OR REPLACE FUNCTION lookup.search_calls(wanted tsquery, of_contact uuid, of_booking uuid, mood text, from_at timestamptz, before_at timestamptz, before_id uuid, max_rows integer)
  RETURNS TABLE ("callId" uuid, "startedAt" timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET plan_cache_mode = force_custom_plan SET jit = off
  AS $$
  #variable_conflict use_column
  DECLARE
    tenant uuid := tenancy.current_tenant_id();
    since timestamptz := coalesce(from_at, '-infinity');
    until_at timestamptz := coalesce(before_at, 'infinity');
    until_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    wanted_mood public."Sentiment" := mood::public."Sentiment";
    seen integer;
    found_ids uuid[];
    found_at timestamptz[];
    last_at timestamptz;
    last_id uuid;
  BEGIN
    IF tenant IS NULL OR wanted IS NULL OR numnode(wanted) = 0 THEN RETURN; END IF;

    IF of_contact IS NOT NULL OR of_booking IS NOT NULL THEN
      RETURN QUERY EXECUTE
        'SELECT c."id", c."startedAt" FROM public."Call" c JOIN public."CallSearch" s ON s."tenantId" = c."tenantId" AND s."callId" = c."id"
         WHERE c."tenantId" = $1 AND c."startedAt" >= $3 AND c."startedAt" <= $4 AND (c."startedAt", c."id") < ($4, $5) AND s."document" @@ $2'
        || CASE WHEN of_contact IS NULL THEN '' ELSE ' AND c."contactId" = $6' END
        || CASE WHEN of_booking IS NULL THEN '' ELSE ' AND c."bookingId" = $7' END
        || CASE WHEN mood IS NULL THEN '' ELSE ' AND s."sentiment" = $8' END
        || ' ORDER BY c."startedAt" DESC, c."id" DESC LIMIT $9'
        USING tenant, wanted, since, until_at, until_id, of_contact, of_booking, wanted_mood, max_rows;
      RETURN;
    END IF;

    WITH newest AS MATERIALIZED (
      SELECT s."callId", s."startedAt", (mood IS NULL OR s."sentiment" = wanted_mood) AND s."document" @@ wanted AS is_hit FROM public."CallSearch" s
      WHERE s."tenantId" = tenant AND s."startedAt" >= since AND (s."startedAt", s."callId") < (until_at, until_id)
      ORDER BY s."startedAt" DESC, s."callId" DESC LIMIT 2000
    ), hits AS (
      SELECT n."callId", n."startedAt" FROM newest n WHERE n.is_hit ORDER BY n."startedAt" DESC, n."callId" DESC LIMIT max_rows
    ), last AS (SELECT n."startedAt", n."callId" FROM newest n ORDER BY n."startedAt", n."callId" LIMIT 1)
    SELECT (SELECT count(*) FROM newest), (SELECT array_agg(h."callId") FROM hits h), (SELECT array_agg(h."startedAt") FROM hits h),
      (SELECT l."startedAt" FROM last l), (SELECT l."callId" FROM last l)
    INTO seen, found_ids, found_at, last_at, last_id;

    RETURN QUERY SELECT u."callId", u."startedAt" FROM unnest(found_ids, found_at) AS u("callId", "startedAt")
      ORDER BY u."startedAt" DESC, u."callId" DESC;
    IF seen < 2000 OR coalesce(cardinality(found_ids), 0) >= max_rows THEN RETURN; END IF;

    RETURN QUERY EXECUTE
      'WITH hits AS MATERIALIZED (
         SELECT s."callId", s."startedAt" FROM public."CallSearch" s
         WHERE s."tenantId" = $1 AND s."document" @@ $2 AND s."startedAt" >= $3 AND (s."startedAt", s."callId") < ($4, $5)'
      || CASE WHEN mood IS NULL THEN '' ELSE ' AND s."sentiment" = $6' END
      || ') SELECT h."callId", h."startedAt" FROM hits h ORDER BY h."startedAt" DESC, h."callId" DESC LIMIT $7'
      USING tenant, wanted, since, last_at, last_id, wanted_mood, max_rows - coalesce(cardinality(found_ids), 0);
  END $$;

-- ---------- Namesakes ----------

-- Contacts of the transaction's tenant with one of these parts (lower case) in their names, those with most of them first.
CREATE FUNCTION lookup.contacts_named(parts text[], max_rows integer)
  RETURNS TABLE ("contactId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  AS $$
    SELECT c."id" FROM unnest(parts) AS p(part)
    JOIN public."Contact" c ON c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
      AND lower(c."name") LIKE '%' || replace(replace(replace(p.part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    GROUP BY c."id" ORDER BY count(*) DESC, c."id" LIMIT max_rows
  $$;
SELECT tenancy.hand_over_lookups();
