const given = new WeakMap<object, readonly ArrayBuffer[]>()

/** The same input for an operation; these bytes of it move to the archive's thread instead of being copied, and the caller has them no more. */
export function giveAway<T extends object>(input: T, bytes: readonly Uint8Array[]): T {
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer } of bytes) {
    // Small ones may share their memory with others.
    if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffers.add(buffer)
  }
  given.set(input, [...buffers])
  return input
}

/** What moves with an input. */
export function givenAwayWith(input: unknown): readonly ArrayBuffer[] {
  return typeof input === 'object' && input !== null ? (given.get(input) ?? []) : []
}
