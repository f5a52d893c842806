-- Text of ASCII letters alone has nothing to fold: that is most of what is said in English, and half the time of its documents.
CREATE OR REPLACE FUNCTION search.fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT CASE WHEN octet_length(said) = length(said) THEN said ELSE search.unaccent('search.unaccent'::regdictionary,
      translate(normalize(said, NFC), U&'\0901’।॥–—…“”„«»¿¡₹،؟\00A0\093C\200C\200D', U&'\0902''               ')) END
  $$;
