/** One block of a PEM file. */
export interface PemBlock {
  readonly label: string
  readonly der: Buffer
  /** As it stands in the file, with its lines. */
  readonly text: string
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----((?:[^-]|-(?!----))*)-----END \1-----/g

/** The blocks of a PEM file in order; empty for bytes that are no PEM. */
export function readPem(bytes: Uint8Array): readonly PemBlock[] {
  const text = Buffer.from(bytes).toString('latin1')
  return [...text.matchAll(BLOCK)].map(([block, label = '', body = '']) => ({
    label,
    // Header lines ("DEK-Info: …") belong to old encrypted keys, which are handed over as text.
    der: Buffer.from(body.replace(/^[^\n:]*:.*$/gm, ''), 'base64'),
    text: block,
  }))
}
