/** Copies of these bytes, one after another in memory that they share with nothing else: to another thread all of them move as one. */
export function inOneBuffer(parts: readonly Uint8Array[]): readonly Uint8Array<ArrayBuffer>[] {
  const buffer = new ArrayBuffer(parts.reduce((total, { byteLength }) => total + byteLength, 0))
  let position = 0
  return parts.map((part) => {
    const copy = new Uint8Array(buffer, position, part.byteLength)
    copy.set(part)
    position += part.byteLength
    return copy
  })
}
