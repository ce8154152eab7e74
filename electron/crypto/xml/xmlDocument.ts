import { ParseOption, XmlC14NMode, XmlDocument, type XmlElement, type XmlNode, type XmlOutputBufferHandler } from 'libxml2-wasm'

/** Nothing is fetched and nothing substituted; limits of libxml2 stay in force (depth 256, text of 10 MB). */
const PARSE_OPTIONS: ParseOption =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG | ParseOption.XML_PARSE_NOWARNING

/** Parses, lends the document, and frees its memory whatever happens. Throws XmlParseError for bytes that are not well-formed. */
export function withXmlDocument<Result>(bytes: Uint8Array, use: (document: XmlDocument) => Result): Result {
  const document = XmlDocument.fromBuffer(bytes, { option: PARSE_OPTIONS })
  try {
    return use(document)
  } finally {
    document.dispose()
  }
}

export interface Canonicalization {
  readonly mode: 'inclusive-1.0' | 'inclusive-1.1' | 'exclusive'
  readonly withComments: boolean
  /** `InclusiveNamespaces/@PrefixList` of exclusive canonicalization. */
  readonly inclusivePrefixes: readonly string[]
}

export const EXCLUSIVE: Canonicalization = { mode: 'exclusive', withComments: false, inclusivePrefixes: [] }

/** True for what gives the octets that `EXCLUSIVE` gives. */
export function isPlainExclusive({ mode, withComments, inclusivePrefixes }: Canonicalization): boolean {
  return mode === 'exclusive' && !withComments && inclusivePrefixes.length === 0
}

const MODES = {
  'inclusive-1.0': XmlC14NMode.XML_C14N_1_0,
  'inclusive-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const

/** Canonical octets of the whole document, or of one element with all that is in it. */
export function canonicalize(document: XmlDocument, { mode, withComments, inclusivePrefixes }: Canonicalization, element?: XmlElement): Buffer {
  const output = collectBytes()
  document.canonicalize(output, {
    mode: MODES[mode],
    withComments,
    ...(inclusivePrefixes.length > 0 ? { inclusiveNamespacePrefixes: [...inclusivePrefixes] } : {}),
    ...(element === undefined ? {} : { nodeSet: new Set<XmlNode>([element]) }),
  })
  return output.bytes()
}

function collectBytes(): XmlOutputBufferHandler & { readonly bytes: () => Buffer } {
  const parts: Buffer[] = []
  return {
    write: (part) => {
      // The memory belongs to libxml2 and is used again.
      parts.push(Buffer.from(part))
      return part.length
    },
    close: () => true,
    bytes: () => (parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)),
  }
}
