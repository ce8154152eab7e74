import { statement } from '../statements.ts'
import type { CatalogueDb } from './connection.ts'

/** A certificate that the person trusts; `sha256` of the DER in lower-case hex. */
export interface TrustedCertificateRow {
  readonly sha256: string
  readonly der: Uint8Array
  readonly subject: string
  readonly addedAt: string
}

/** All of them, in the order in which they were added. */
export function listTrustedCertificates(db: CatalogueDb): readonly TrustedCertificateRow[] {
  return statement(db, 'SELECT sha256, der, subject, addedAt FROM trustedCertificates ORDER BY addedAt, subject, sha256').all() as TrustedCertificateRow[]
}

/** Adds one; false when it is there already. */
export function addTrustedCertificate(db: CatalogueDb, row: TrustedCertificateRow): boolean {
  const added = statement(db, 'INSERT INTO trustedCertificates (sha256, der, subject, addedAt) VALUES (@sha256, @der, @subject, @addedAt) ON CONFLICT DO NOTHING')
  return added.run({ ...row, der: Buffer.from(row.der) }).changes === 1
}

/** Takes one away; false when it is not there. */
export function removeTrustedCertificate(db: CatalogueDb, sha256: string): boolean {
  return statement(db, 'DELETE FROM trustedCertificates WHERE sha256 = ?').run(sha256).changes === 1
}
