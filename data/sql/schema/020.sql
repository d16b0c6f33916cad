-- Erased, and the certificate's number is not here yet.
CREATE INDEX repair_uncertified ON repair(erased_at)
    WHERE erased_at IS NOT NULL AND cert_no IS NULL AND deleted IS NULL;
