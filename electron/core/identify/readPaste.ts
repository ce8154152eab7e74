import type { LookUp, LookUpWay } from '../../archive/queries/lookUp.ts'
import type { IdentifyRemark } from '../../shared/contract/identify.ts'
import type { Identified, IdentifiedKind } from '../../shared/model/identified.ts'
import { ksefNumberSlip, withExtraDash } from '../../shared/model/identifyKsefNumber.ts'
import { identifyNumber } from '../../shared/model/identifyNumber.ts'
import { plainPaste, tidyPaste } from '../../shared/model/identifyTidy.ts'
import { remark } from './remark.ts'

/** What a paste is taken for, and what is to be said of its typing. */
export interface Understood {
  readonly identified: Identified
  readonly remarks: readonly IdentifyRemark[]
}

/** A way to understand a paste that an archive may bear out. */
export interface Reading extends Understood {
  readonly wanted: LookUp
}

export interface Paste {
  /** What it is by its shape. */
  readonly understood: Understood
  /** The first that an archive bears out is meant. */
  readonly readings: readonly Reading[]
}

const WAYS: Readonly<Partial<Record<IdentifiedKind, LookUpWay>>> = {
  'ksef-number': 'ksefNumber',
  'old-ksef-number': 'ksefNumber',
  session: 'session',
  'invoice-reference': 'invoiceReference',
  'upo-reference': 'sessionUpoPage',
  hash: 'invoiceHash',
  'verification-link': 'invoiceHash',
  'certificate-link': 'invoiceHash',
}

/** Own numbers, and what has so little shape that one may look the same. */
const MAY_BE_OWN_NUMBER: ReadonlySet<IdentifiedKind> = new Set(['own-number', 'nip', 'certificate-serial', 'payment-identifier', 'other-reference'])

export function readPaste(pasted: string): Paste {
  const identified = identifyNumber(pasted)
  const understood = { identified, remarks: ofTyping(identified, pasted) }
  return { understood, readings: MAY_BE_OWN_NUMBER.has(identified.kind) ? asOwnNumbers(identified, pasted) : [...asWritten(identified, pasted), ...asUnderstood(understood)] }
}

function ofTyping({ kind, checksum }: Identified, pasted: string): readonly IdentifyRemark[] {
  const slip = kind === 'ksef-number' ? ksefNumberSlip(pasted) : null
  return [...(slip === null ? [] : [remark(slip, null)]), ...(checksum === 'wrong' ? [remark(kind === 'nip' ? 'wrong-nip' : 'wrong-checksum', null)] : [])]
}

/** Numbers of 36 characters are kept as they come, whatever their day, and nobody knows a rule for their check digits. */
function asWritten(identified: Identified, pasted: string): readonly Reading[] {
  const text = identified.kind === 'ksef-number' ? withExtraDash(pasted) : null
  if (text === null) return []
  return [{ identified: { ...identified, text, checksum: 'not-checked', expected: null }, remarks: [], wanted: { by: 'ksefNumber', value: text } }]
}

function asUnderstood(understood: Understood): readonly Reading[] {
  const { kind, text, hash } = understood.identified
  const by = WAYS[kind]
  return by === undefined ? [] : [{ ...understood, wanted: { by, value: by === 'invoiceHash' ? (hash ?? '') : text } }]
}

/** Whole first, for what looks like a label or a date may belong to the number. */
function asOwnNumbers(identified: Identified, pasted: string): readonly Reading[] {
  return [...new Set([plainPaste(pasted), tidyPaste(pasted)])].map((text) => ({
    identified: { ...identified, kind: 'own-number', text, nip: null, serial: null, checksum: 'not-checked', expected: null },
    remarks: [],
    wanted: { by: 'invoiceNumber', value: text },
  }))
}
