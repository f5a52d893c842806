-- Contacts of the transaction's tenant whose names have one of these parts (lower case), or one that is written much like it:
-- recognisers mis-hear names, and Indian names have several spellings. Those with most of the parts first, as written before alike.
CREATE OR REPLACE FUNCTION lookup.contacts_named(parts text[], max_rows integer)
  RETURNS TABLE ("contactId" uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET pg_trgm.word_similarity_threshold = 0.5
  AS $$
    SELECT found."id" FROM (
      SELECT c."id", 3 AS weight FROM unnest(parts) AS p(part)
      JOIN public."Contact" c ON c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
        AND lower(c."name") LIKE '%' || replace(replace(replace(p.part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      UNION ALL
      SELECT c."id", 2 FROM unnest(parts) AS p(part)
      JOIN public."Contact" c ON c."tenantId" = tenancy.current_tenant_id() AND c."name" IS NOT NULL
        AND lower(c."name") OPERATOR(search.%>) p.part
    ) found
    GROUP BY found."id" ORDER BY sum(found.weight) DESC, found."id" LIMIT max_rows
  $$;
