/** How documents came that KSeF did not give: files that a person brought (`file` in archives of the first version). */
const IMPORT_ROUTES = ['import', 'file'] as const

export function isImportRoute(route: string): boolean {
  return (IMPORT_ROUTES as readonly string[]).includes(route)
}

/** SQL: document `d` came in a file from elsewhere. */
export const IS_IMPORTED = `d.route IN (${IMPORT_ROUTES.map((route) => `'${route}'`).join(', ')})`

/** SQL: the hash that a file of invoice `i` is held against: what KSeF says of it, by a list or a UPO of its own; null where only files from elsewhere do. */
export const HASH_OF_KSEF = `CASE WHEN i.statusCode IS NOT NULL OR i.metadataReadAt IS NOT NULL
  OR EXISTS (SELECT 1 FROM documents d WHERE d.id IN (i.upoDocumentId, i.sessionUpoDocumentId) AND NOT ${IS_IMPORTED}) THEN i.invoiceHash END`

/** SQL: the UPO of invoice `i` came in a file from elsewhere, and KSeF has given none, be it the collective one: its own is still wanted. */
export const HAS_IMPORTED_UPO_ALONE = `EXISTS (SELECT 1 FROM documents d WHERE d.id = i.upoDocumentId AND ${IS_IMPORTED})
  AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = i.sessionUpoDocumentId AND NOT ${IS_IMPORTED})`
