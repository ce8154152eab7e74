/** What may come out of packed files; sizes in bytes. */
export interface UnpackLimits {
  readonly maxEntries: number
  /** Of one entry, unpacked, by its name; larger ones are refused unread. */
  readonly maxEntryBytes: (name: string) => number
  /** Of all entries together. */
  readonly maxUnpackedBytes: number
  /** Unpacked to packed, where more than `smallBytes` came out: of the whole, in a ZIP of each entry as well. */
  readonly maxRatio: number
  readonly smallBytes: number
}
