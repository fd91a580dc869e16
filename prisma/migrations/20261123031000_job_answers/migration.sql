-- What a settlement or an issuing listed stands in the ledger's own rows, sealed; a job keeps how many there were.
UPDATE "job" SET "answer" = ("answer" - 'lines' - 'certificates') || jsonb_build_object(
  'accepted', coalesce(jsonb_array_length("answer"->'lines'), jsonb_array_length("answer"->'certificates'))
) WHERE "answer" ? 'lines' OR "answer" ? 'certificates';
