import type Database from 'better-sqlite3'

/**
 * Sales that their buyer or a Peppol provider issued, and whose UPO therefore is there, are told from those whose UPO is missing.
 * The columns are made anew like this from now on (deriveProof); a copy of the rule as it was when this migration was written.
 */
export function tellWhoHasTheUpo(db: Database.Database): void {
  db.exec(`
    UPDATE invoices SET state = 'with-sender', stateRank = 7
    WHERE stateRank = 3 AND statusCode IS NULL AND proof = 'none' AND isPurchase = 0
      AND sellerNip = (SELECT substr(value, 1, 10) FROM archiveInfo WHERE key = 'identifierValue')
      AND (isSelfInvoicing = 1 OR formCode GLOB 'FA_RR*' OR formCode GLOB 'PEF*')`)
}
