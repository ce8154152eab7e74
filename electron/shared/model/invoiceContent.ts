/**
 * Where a value of an invoice belongs when two are compared. `named` are those that InvoiceFacts tells as well (parties by number, own
 * number, issue date, currency, kind, total); the header belongs nowhere, for it says when and by which program the file was made.
 */
export const CONTENT_PARTS = ['named', 'suppliedOn', 'rates', 'corrected', 'rest'] as const
export type ContentPart = (typeof CONTENT_PARTS)[number]

export interface ContentEntry {
  readonly part: ContentPart
  /** Element names from the root, repeated ones numbered: `Fa/DaneFaKorygowanej[2]/NrFaKorygowanej`. */
  readonly path: string
  /** Of the element itself. */
  readonly name: string
  /** Blanks collapsed, amounts without needless zeros: what two programs write differently and mean alike is alike here. */
  readonly value: string
}

/** A line as people read it; texts as written, null where the form does not say. */
export interface ContentLine {
  readonly name: string | null
  readonly quantity: string | null
  readonly unit: string | null
  readonly price: string | null
  readonly value: string | null
  readonly rate: string | null
  /** Everything that the line says but its place among the others and its machine identifier; equal texts are equal lines. */
  readonly whole: string
}

/** What an invoice says, the header apart. */
export interface InvoiceContent {
  readonly entries: readonly ContentEntry[]
  readonly lines: readonly ContentLine[]
}
