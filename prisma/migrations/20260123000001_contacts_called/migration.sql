-- Contacts of the transaction's tenant by the names that were said (lower case, words separated by a space). First those with a whole
-- name as it was heard; where nobody bears it, those with both its ends written much like it: recognisers mis-hear names, and Indian
-- names have several spellings. Then those with one of the words: as it was heard, or much like it
-- when no more was said. Of a word that `max_rows` bear, no more than that are read: they cannot be told apart by it.
DROP FUNCTION lookup.contacts_named(text[], integer);
CREATE FUNCTION lookup.contacts_called(names text[], max_rows integer)
  RETURNS TABLE ("contactId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET pg_trgm.word_similarity_threshold = 0.5
  SET max_parallel_workers_per_gather = 0 SET jit = off
  AS $$
    WITH said AS MATERIALIZED (
      SELECT DISTINCT n.name, s.words[1] AS first, s.words[cardinality(s.words)] AS last, cardinality(s.words) > 1 AS is_whole
      FROM unnest(names) AS n(name), string_to_array(n.name, ' ') AS s(words)
    ), word AS MATERIALIZED (
      SELECT DISTINCT s.name, w.word, '%' || replace(replace(replace(w.word, '\', '\\'), '%', '\%'), '_', '\_') || '%' AS pattern
      FROM said s, string_to_table(s.name, ' ') AS w(word)
    ), whole AS MATERIALIZED (
      SELECT s.name, c."id" FROM said s JOIN word f ON f.name = s.name AND f.word = s.first JOIN word l ON l.name = s.name AND l.word = s.last
      CROSS JOIN LATERAL (
        SELECT c."id" FROM public."Contact" c
        WHERE c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
          AND lower(c."name") LIKE f.pattern AND lower(c."name") LIKE l.pattern LIMIT max_rows
      ) c WHERE s.is_whole
    ), written AS MATERIALIZED (
      SELECT w.word, c."id" FROM (SELECT DISTINCT word, pattern FROM word) w CROSS JOIN LATERAL (
        SELECT c."id" FROM public."Contact" c
        WHERE c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL AND lower(c."name") LIKE w.pattern LIMIT max_rows
      ) c
    ), rare AS MATERIALIZED (
      SELECT s.name AS word FROM said s LEFT JOIN written f ON f.word = s.name
      WHERE NOT s.is_whole GROUP BY s.name HAVING count(f."id") < max_rows
    )
    SELECT found."id" FROM (
      SELECT whole."id", 6 AS weight FROM whole
      UNION ALL
      SELECT c."id", 5 FROM said s CROSS JOIN LATERAL (
        SELECT c."id" FROM public."Contact" c
        WHERE c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
          AND lower(c."name") OPERATOR(search.%>) s.first AND lower(c."name") OPERATOR(search.%>) s.last LIMIT max_rows
      ) c WHERE s.is_whole AND NOT EXISTS (SELECT FROM whole WHERE whole.name = s.name)
      UNION ALL
      SELECT w."id", 3 FROM written w
      UNION ALL
      SELECT c."id", 2 FROM rare r CROSS JOIN LATERAL (
        SELECT c."id" FROM public."Contact" c
        WHERE c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL AND lower(c."name") OPERATOR(search.%>) r.word LIMIT max_rows
      ) c
    ) found
    GROUP BY found."id" ORDER BY sum(found.weight) DESC, found."id" LIMIT max_rows
  $$;
SELECT tenancy.hand_over_lookups();
