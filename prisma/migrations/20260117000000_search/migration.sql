-- CreateTable
CREATE TABLE "CallSearch" (
    "tenantId" UUID NOT NULL,
    "callId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "document" tsvector NOT NULL DEFAULT ''::tsvector,

    CONSTRAINT "CallSearch_pkey" PRIMARY KEY ("tenantId","callId")
);

-- CreateIndex
CREATE INDEX "CallSearch_tenantId_startedAt_callId_idx" ON "CallSearch"("tenantId", "startedAt" DESC, "callId" DESC);

-- AddForeignKey
ALTER TABLE "CallSearch" ADD CONSTRAINT "CallSearch_tenantId_callId_fkey" FOREIGN KEY ("tenantId", "callId") REFERENCES "Call"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT tenancy.protect('"CallSearch"');

-- ---------- Words ----------

CREATE SCHEMA search;
GRANT USAGE ON SCHEMA search TO voicedesk_app, voicedesk_lookup;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA search;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA search;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA search;

-- One spelling for all ways to write the same: Latin letters without accents; Devanagari with its one nasal sign and without
-- nukta and joiners; punctuation that the parser takes for letters (danda, curly quotes, dashes) as spaces.
-- Immutable, which unaccent(text) is not: it names its dictionary, and that is the packaged one.
CREATE FUNCTION search.fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT search.unaccent('search.unaccent'::regdictionary,
      translate(normalize(said, NFC), U&'\0901’।॥–—…“”„«»¿¡₹،؟\00A0\093C\200C\200D', U&'\0902''               '))
  $$;

-- Words as they are, for names, stop words and what is still being typed, and words of English by their stems.
CREATE FUNCTION search.document(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT to_tsvector('pg_catalog.simple'::regconfig, folded) || to_tsvector('pg_catalog.english'::regconfig, folded)
    FROM search.fold(said) AS folded
  $$;

-- One term of a query: a word or a phrase (its words next to each other), or the beginning of a word.
CREATE FUNCTION search.term(kind text, words text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
  SET client_min_messages = warning -- a query of stop words is answered by the words as they are
  AS $$
  DECLARE
    folded text := search.fold(words);
    quoted text;
    exact tsquery;
    stemmed tsquery;
  BEGIN
    IF kind = 'prefix' THEN
      quoted := '''' || replace(replace(folded, '\', ' '), '''', ' ') || ''':*';
      exact := to_tsquery('pg_catalog.simple'::regconfig, quoted);
      stemmed := to_tsquery('pg_catalog.english'::regconfig, quoted);
    ELSE
      exact := phraseto_tsquery('pg_catalog.simple'::regconfig, folded);
      stemmed := phraseto_tsquery('pg_catalog.english'::regconfig, folded);
    END IF;
    RETURN CASE WHEN numnode(stemmed) = 0 OR stemmed = exact THEN exact ELSE exact || stemmed END;
  END $$;

-- All of the terms, or any of them; null when nothing is left of them.
CREATE FUNCTION search.query(kinds text[], words text[], is_any boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
  DECLARE
    whole tsquery;
    part tsquery;
  BEGIN
    FOR i IN 1 .. coalesce(cardinality(kinds), 0) LOOP
      part := search.term(kinds[i], words[i]);
      CONTINUE WHEN numnode(part) = 0;
      whole := CASE WHEN whole IS NULL THEN part WHEN is_any THEN whole || part ELSE whole && part END;
    END LOOP;
    RETURN whole;
  END $$;

-- ---------- One document per call ----------

-- Documents are read one after the other: most stay in their row, and the rest are cheap to unpack.
ALTER TABLE "CallSearch" ALTER COLUMN "document" SET STORAGE MAIN;
-- The tenant in front: a common word of one tenant is not looked up among all.
CREATE INDEX "CallSearch_document_idx" ON "CallSearch" USING gin ("tenantId" search.uuid_ops, "document");
ALTER TABLE "CallSearch" ALTER COLUMN "document" SET STATISTICS 500;

-- What was said is what was heard. The size of a document is limited by PostgreSQL: a text beyond any telephone call is cut.
CREATE FUNCTION search.refresh(tenant_ids uuid[], call_ids uuid[]) RETURNS void LANGUAGE sql VOLATILE SET search_path = ''
  AS $$
    INSERT INTO public."CallSearch" AS kept ("tenantId", "callId", "startedAt", "document")
    SELECT c."tenantId", c."id", c."startedAt",
      coalesce(search.document(left(string_agg(coalesce(t."heardText", t."text"), ' ' ORDER BY t."index"), 100000)), ''::tsvector)
    FROM (SELECT DISTINCT * FROM unnest(tenant_ids, call_ids) AS u("tenantId", "callId")) k
    JOIN public."Call" c ON c."tenantId" = k."tenantId" AND c."id" = k."callId"
    LEFT JOIN public."TranscriptTurn" t ON t."tenantId" = c."tenantId" AND t."callId" = c."id"
    GROUP BY c."tenantId", c."id"
    ON CONFLICT ("tenantId", "callId") DO UPDATE SET "document" = excluded."document", "startedAt" = excluded."startedAt"
    WHERE kept."document" IS DISTINCT FROM excluded."document" OR kept."startedAt" <> excluded."startedAt"
  $$;

CREATE FUNCTION search.note_turns() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
  AS $$
  BEGIN
    PERFORM search.refresh(array_agg(k."tenantId"), array_agg(k."callId")) FROM (SELECT DISTINCT "tenantId", "callId" FROM changed) k
    HAVING count(*) > 0;
    RETURN NULL;
  END $$;
CREATE TRIGGER search_added AFTER INSERT ON "TranscriptTurn" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION search.note_turns();
CREATE TRIGGER search_changed AFTER UPDATE ON "TranscriptTurn" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION search.note_turns();
CREATE TRIGGER search_removed AFTER DELETE ON "TranscriptTurn" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION search.note_turns();

CREATE FUNCTION search.note_call() RETURNS trigger LANGUAGE plpgsql SET search_path = ''
  AS $$
  BEGIN
    UPDATE public."CallSearch" SET "startedAt" = NEW."startedAt" WHERE "tenantId" = NEW."tenantId" AND "callId" = NEW."id";
    RETURN NULL;
  END $$;
CREATE TRIGGER search_moved AFTER UPDATE OF "startedAt" ON "Call" FOR EACH ROW
  WHEN (OLD."startedAt" IS DISTINCT FROM NEW."startedAt") EXECUTE FUNCTION search.note_call();

-- The owner is bound by the policies, too: for the calls that are there already they rest until the end of this migration.
ALTER TABLE "Call" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "TranscriptTurn" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" NO FORCE ROW LEVEL SECURITY;
SELECT search.refresh(array_agg(k."tenantId"), array_agg(k."callId")) FROM (SELECT DISTINCT "tenantId", "callId" FROM "TranscriptTurn") k;
ALTER TABLE "Call" FORCE ROW LEVEL SECURITY;
ALTER TABLE "TranscriptTurn" FORCE ROW LEVEL SECURITY;
ALTER TABLE "CallSearch" FORCE ROW LEVEL SECURITY;

-- ---------- Finding ----------

CREATE INDEX "Contact_name_trigram_idx" ON "Contact" USING gin ("tenantId" search.uuid_ops, lower("name") search.gin_trgm_ops)
  WHERE "name" IS NOT NULL;
-- Who calls from a number: whether several people share it.
CREATE INDEX "Call_tenantId_fromPhone_startedAt_idx" ON "Call" ("tenantId", "fromPhone", "startedAt" DESC) WHERE "fromPhone" IS NOT NULL;
-- Calls of a booking in their order.
CREATE INDEX "Call_tenantId_bookingId_startedAt_idx" ON "Call" ("tenantId", "bookingId", "startedAt") WHERE "bookingId" IS NOT NULL;

-- Row-level security keeps @@ and % from indexes: neither is leakproof, so that a policy is judged before them, row by row.
-- These functions run as the role the policies let through, and put the tenant of the transaction in the policies' place.
GRANT SELECT ON "CallSearch" TO voicedesk_lookup;
GRANT SELECT ("contactId", "bookingId", "sentiment", "isTest") ON "Call" TO voicedesk_lookup;
GRANT SELECT ("id", "tenantId", "name") ON "Contact" TO voicedesk_lookup;
CREATE POLICY lookup ON "CallSearch" FOR SELECT TO voicedesk_lookup USING (true);
CREATE POLICY lookup ON "Contact" FOR SELECT TO voicedesk_lookup USING (true);

-- Calls of the transaction's tenant in which `wanted` was said, newest first, from before (`before_at`, `before_id`) on.
-- A common word is found among the newest calls, read in order; a rare one by the index of words. What is rare among the
-- newest few thousand is rare enough to be sorted.
CREATE FUNCTION lookup.search_calls(wanted tsquery, of_contact uuid, of_booking uuid, mood text, from_at timestamptz, before_at timestamptz, before_id uuid, max_rows integer)
  RETURNS TABLE ("callId" uuid, "startedAt" timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET plan_cache_mode = force_custom_plan SET jit = off
  AS $$
  #variable_conflict use_column
  DECLARE
    tenant uuid := tenancy.current_tenant_id();
    since timestamptz := coalesce(from_at, '-infinity');
    until_at timestamptz := coalesce(before_at, 'infinity');
    until_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    seen integer;
    found_ids uuid[];
    found_at timestamptz[];
    last_at timestamptz;
    last_id uuid;
  BEGIN
    IF tenant IS NULL OR wanted IS NULL OR numnode(wanted) = 0 THEN RETURN; END IF;

    IF of_contact IS NOT NULL OR of_booking IS NOT NULL THEN
      RETURN QUERY EXECUTE
        'SELECT s."callId", s."startedAt" FROM public."Call" c JOIN public."CallSearch" s ON s."tenantId" = c."tenantId" AND s."callId" = c."id"
         WHERE c."tenantId" = $1 AND s."startedAt" >= $3 AND (s."startedAt", s."callId") < ($4, $5) AND s."document" @@ $2'
        || CASE WHEN of_contact IS NULL THEN '' ELSE ' AND c."contactId" = $6' END
        || CASE WHEN of_booking IS NULL THEN '' ELSE ' AND c."bookingId" = $7' END
        || CASE WHEN mood IS NULL THEN '' ELSE ' AND c."sentiment"::text = $8' END
        || ' ORDER BY s."startedAt" DESC, s."callId" DESC LIMIT $9'
        USING tenant, wanted, since, until_at, until_id, of_contact, of_booking, mood, max_rows;
      RETURN;
    END IF;

    WITH newest AS MATERIALIZED (
      SELECT s."callId", s."startedAt", s."document" @@ wanted AS is_hit FROM public."CallSearch" s
      WHERE s."tenantId" = tenant AND s."startedAt" >= since AND (s."startedAt", s."callId") < (until_at, until_id)
      ORDER BY s."startedAt" DESC, s."callId" DESC LIMIT 2000
    ), hits AS (
      SELECT n."callId", n."startedAt" FROM newest n
      WHERE n.is_hit AND (mood IS NULL OR EXISTS (
        SELECT FROM public."Call" c WHERE c."tenantId" = tenant AND c."id" = n."callId" AND c."sentiment"::text = mood))
      ORDER BY n."startedAt" DESC, n."callId" DESC LIMIT max_rows
    ), last AS (SELECT n."startedAt", n."callId" FROM newest n ORDER BY n."startedAt", n."callId" LIMIT 1)
    SELECT (SELECT count(*) FROM newest), (SELECT array_agg(h."callId") FROM hits h), (SELECT array_agg(h."startedAt") FROM hits h),
      (SELECT l."startedAt" FROM last l), (SELECT l."callId" FROM last l)
    INTO seen, found_ids, found_at, last_at, last_id;

    RETURN QUERY SELECT u."callId", u."startedAt" FROM unnest(found_ids, found_at) AS u("callId", "startedAt")
      ORDER BY u."startedAt" DESC, u."callId" DESC;
    IF seen < 2000 OR coalesce(cardinality(found_ids), 0) >= max_rows THEN RETURN; END IF;

    RETURN QUERY
      WITH hits AS MATERIALIZED (
        SELECT s."callId", s."startedAt" FROM public."CallSearch" s
        WHERE s."tenantId" = tenant AND s."document" @@ wanted AND s."startedAt" >= since AND (s."startedAt", s."callId") < (last_at, last_id)
      )
      SELECT h."callId", h."startedAt" FROM hits h
      WHERE mood IS NULL OR EXISTS (SELECT FROM public."Call" c WHERE c."tenantId" = tenant AND c."id" = h."callId" AND c."sentiment"::text = mood)
      ORDER BY h."startedAt" DESC, h."callId" DESC LIMIT max_rows - coalesce(cardinality(found_ids), 0);
  END $$;

-- Contacts of the transaction's tenant whose names resemble what was typed, most alike first. Of a name that hundreds bear any
-- hundreds will do: nobody picks a person from such a list.
CREATE FUNCTION lookup.search_contacts(typed text, max_rows integer)
  RETURNS TABLE ("contactId" uuid, "likeness" real)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET pg_trgm.word_similarity_threshold = 0.5
  AS $$
    SELECT a."id", a."likeness" FROM (
      SELECT c."id", search.word_similarity(lower(typed), lower(c."name")) AS "likeness" FROM public."Contact" c
      WHERE c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL AND lower(typed) OPERATOR(search.<%) lower(c."name")
      LIMIT 500
    ) a ORDER BY a."likeness" DESC, a."id" LIMIT max_rows
  $$;
SELECT tenancy.hand_over_lookups();
