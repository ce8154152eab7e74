import { nipOf, type ContextIdentifier } from '../shared/model/context.ts'
import { isWellMade } from '../shared/model/ksefNumber.ts'
import { mustBeListed, type MetadataRead } from '../shared/model/metadataRead.ts'
import { INVOICE_STATES, invoiceStateOf, type Proof } from '../shared/model/invoiceStatus.ts'
import { areSessionsReadPast, declaredIssuer, isSurelyAnother } from '../shared/model/sender.ts'
import { fromFlag, isOnList, thirdPartiesIn, type InvoiceRow } from './invoiceRow.ts'
import { dayOf, utcOf } from './ksefTime.ts'

/** An entry of a kept UPO that names the invoice's KSeF number, as the archive holds it. */
export interface UpoEvidence {
  readonly documentId: number
  readonly position: number
  readonly kind: 'invoice-upo' | 'session-upo'
  readonly signatureVerified: 0 | 1
  readonly invoiceNumber: string | null
  readonly sellerNip: string | null
  readonly issueDate: string | null
  readonly sentDate: string | null
  readonly numberGivenDate: string | null
  readonly documentHash: string | null
  readonly mode: string | null
  /** The session that its document names. */
  readonly sessionReference: string | null
  /** It came in a file from elsewhere, and KSeF itself has not given the same bytes. */
  readonly isImported: 0 | 1
}

export interface Evidence {
  /** Of kept documents only, oldest first; empty unless the invoice is accepted. */
  readonly upos: readonly UpoEvidence[]
  /** Kept invoice files linked to the invoice: SHA-256 in Base64, oldest first. */
  readonly files: readonly { readonly documentId: number; readonly hash: string }[]
  /** Hash of the file that KSeF itself gave for the number, come to harm since or not; null: none. */
  readonly givenHash: string | null
  readonly hasQuarantinedUpo: boolean
}

/** What holds for all invoices of an archive. */
export interface ArchiveFacts {
  /** Whose archive it is; null: nobody's. */
  readonly context: ContextIdentifier | null
  readonly metadataRead: MetadataRead | null
  /** When the newest refresh began that read all lists of submissions, whoever sent them (instant, UTC). */
  readonly allSessionsReadAt: string | null
}

/** What an invoice's row says of itself, and with its gaps filled from a UPO; then what is made of both. */
export const PROOF_COLUMNS = [
  'invoiceNumber',
  'invoiceHash',
  'invoicingMode',
  'acquisitionDate',
  'issuedOn',
  'sellerNip',
  'acquiredAt',
  'state',
  'stateRank',
  'proof',
  'hasUpo',
  'hasXml',
  'upoDocumentId',
  'sessionUpoDocumentId',
  'xmlDocumentId',
] as const satisfies readonly (keyof InvoiceRow)[]

export type ProofColumns = Pick<InvoiceRow, (typeof PROOF_COLUMNS)[number]>

export interface ProvenInvoice
  extends Pick<
    InvoiceRow,
    | 'statusCode'
    | 'isPurchase'
    | 'ksefNumber'
    | 'invoiceNumber'
    | 'invoiceHash'
    | 'invoicingMode'
    | 'acquisitionDate'
    | 'issuedOn'
    | 'sellerNip'
    | 'isSelfInvoicing'
    | 'formCode'
    | 'parties'
    | 'metadataReadAt'
  > {
  /** Of the session on whose list it is. */
  readonly listedSession: string | null
}

interface Chosen {
  /** Its own UPO and the page of its session's, each the best there is. */
  readonly own: UpoEvidence | null
  readonly collective: UpoEvidence | null
}

/** Those that name the invoice's hash: the listed one or, where no list gave one, that of the best. */
function choose(listedHash: string | null, upos: readonly UpoEvidence[]): Chosen {
  const hash = listedHash ?? hashOf(bestOf(upos))
  return bestOf(hash === null ? upos : upos.filter(({ documentHash }) => documentHash === hash))
}

function hashOf({ own, collective }: Chosen): string | null {
  return (own ?? collective)?.documentHash ?? null
}

/** A UPO that names another session than the one whose list shows the invoice is not the receipt of this submission. */
function ofItsSession(upos: readonly UpoEvidence[], listedSession: string | null): readonly UpoEvidence[] {
  return listedSession === null ? upos : upos.filter(({ sessionReference }) => sessionReference === null || sessionReference === listedSession)
}

/** What KSeF itself gave has the last word: a file from elsewhere that says otherwise of the same invoice proves nothing beside it. */
function uncontradicted(upos: readonly UpoEvidence[]): readonly UpoEvidence[] {
  const given = upos.find(({ isImported, signatureVerified }) => isImported === 0 && signatureVerified === 1)
  return given === undefined ? upos : upos.filter((upo) => upo.isImported === 0 || SAID.every((field) => agrees(field, upo, given)))
}

/** A UPO of version 4-2 names no mode. */
function agrees(field: (typeof SAID)[number], one: UpoEvidence, other: UpoEvidence): boolean {
  return one[field] === other[field] || (field === 'mode' && (one.mode === null || other.mode === null))
}

const SAID = ['documentHash', 'invoiceNumber', 'sellerNip', 'issueDate', 'sentDate', 'numberGivenDate', 'mode'] as const satisfies readonly (keyof UpoEvidence)[]

/** Of two entries of one number in one document nothing tells which is meant: they prove nothing. */
function unambiguous(upos: readonly UpoEvidence[]): readonly UpoEvidence[] {
  return upos.filter((upo) => upos.every((other) => other === upo || other.documentId !== upo.documentId))
}

function bestOf(upos: readonly UpoEvidence[]): Chosen {
  return { own: best(upos.filter(({ kind }) => kind === 'invoice-upo')), collective: best(upos.filter(({ kind }) => kind === 'session-upo')) }
}

/** What the list of a session does not say (open-api.json, SessionInvoiceStatusResponse). */
const METADATA_ALONE: ReadonlySet<keyof FilledColumns> = new Set(['issuedOn', 'sellerNip'])

type FilledColumns = Pick<ProofColumns, 'invoiceNumber' | 'invoiceHash' | 'invoicingMode' | 'acquisitionDate' | 'issuedOn' | 'sellerNip'>

/** Of what no list says, what an invoice file says too. */
const SAID_BY_FILE: ReadonlySet<keyof FilledColumns> = new Set(['invoiceNumber', 'issuedOn', 'sellerNip'])

/**
 * What KSeF's lists say comes first. What none of them says the best UPO says: the row has what an earlier one filled in, or the invoice file, of which the UPO was
 * made. `given`: hash of the file that KSeF gave where it gave no UPO; of an invoice on no list whose UPO it contradicts, only files speak.
 */
function fill(row: ProvenInvoice, upo: UpoEvidence | null, given: string | null): FilledColumns {
  const said: FilledColumns | null = upo && {
    invoiceNumber: upo.invoiceNumber,
    invoiceHash: upo.documentHash,
    invoicingMode: upo.mode,
    acquisitionDate: upo.numberGivenDate,
    issuedOn: dayOf(upo.issueDate),
    sellerNip: upo.sellerNip,
  }
  const of = <Column extends keyof FilledColumns>(column: Column): FilledColumns[Column] | null => {
    const isListed = METADATA_ALONE.has(column) ? row.metadataReadAt !== null : isOnList(row)
    if (isListed) return row[column] ?? said?.[column] ?? null
    if (said === null) return isOnList(row) || given === null || SAID_BY_FILE.has(column) ? row[column] : null
    return said[column] ?? (SAID_BY_FILE.has(column) ? row[column] : null)
  }
  return {
    invoiceNumber: of('invoiceNumber'),
    invoiceHash: of('invoiceHash') ?? (isOnList(row) ? null : given),
    invoicingMode: of('invoicingMode'),
    acquisitionDate: of('acquisitionDate'),
    issuedOn: of('issuedOn'),
    sellerNip: of('sellerNip'),
  }
}

/**
 * What follows from what an invoice's row says and from the documents kept for it. Pure: the same evidence gives the same
 * columns for ever, whichever of it came first; but what a list leaves out the first UPO fills in that says it.
 */
export function deriveProof(row: ProvenInvoice, evidence: Evidence, facts: ArchiveFacts): ProofColumns {
  const counting = uncontradicted(ofItsSession(unambiguous(evidence.upos), row.listedSession))
  const given = hashOfGivenFile(counting, evidence)
  const { own, collective } = choose(isOnList(row) ? row.invoiceHash : given, counting)
  const said = own ?? collective
  const { invoiceNumber, invoiceHash, invoicingMode, acquisitionDate, issuedOn, sellerNip } = fill(row, said, given)
  const file = evidence.files.find(({ hash }) => invoiceHash === null || hash === invoiceHash)
  const acquiredAt = utcOf(acquisitionDate)
  const isOwn = facts.context !== null && sellerNip === nipOf(facts.context)
  const isMissed = isOwn && mustBeListed(acquiredAt, facts.metadataRead)
  const proof = !isOnList(row) && isDoubtful(row.ksefNumber, counting, isMissed) ? 'none' : proofOf(own, collective)
  const state = invoiceStateOf({
    statusCode: row.statusCode,
    proof,
    // A UPO that is here and proves nothing is no proof, and not "missing" either, whichever came first: it or what it is held against.
    isPurchase: row.isPurchase === 1,
    isSentByAnother: isOwn && isSentByAnother(row, acquiredAt, facts),
    hasQuarantined: evidence.hasQuarantinedUpo || (proof === 'none' && evidence.upos.length > 0),
  })
  return {
    invoiceNumber,
    invoiceHash,
    invoicingMode,
    acquisitionDate,
    issuedOn,
    sellerNip,
    acquiredAt,
    state,
    stateRank: INVOICE_STATES.indexOf(state),
    proof,
    hasUpo: said === null ? 0 : 1,
    hasXml: file === undefined ? 0 : 1,
    upoDocumentId: own?.documentId ?? null,
    sessionUpoDocumentId: collective?.documentId ?? null,
    xmlDocumentId: file?.documentId ?? null,
  }
}

/** Of the file that KSeF itself gave for the number: what UPO from elsewhere are held against, where KSeF has given none that counts. */
function hashOfGivenFile(counting: readonly UpoEvidence[], { givenHash }: Evidence): string | null {
  return counting.some(({ isImported, signatureVerified }) => isImported === 0 && signatureVerified === 1) ? null : givenHash
}

/** A sale of this taxpayer's, on no list of its submissions, and by its own words issued by another (PRODUCT.md, "sender"). */
function isSentByAnother({ statusCode, formCode, isSelfInvoicing, parties }: ProvenInvoice, acquiredAt: string | null, { context, allSessionsReadAt }: ArchiveFacts): boolean {
  if (statusCode !== null) return false
  const issuer = declaredIssuer({ formCode, isSelfInvoicing: fromFlag(isSelfInvoicing), thirdParties: thirdPartiesIn(parties) })
  if (issuer === null) return false
  const isThisTaxpayer = issuer.party !== null && issuer.party.identifier === context?.value
  return isSurelyAnother({ role: issuer.role, isThisTaxpayer }, areSessionsReadPast(acquiredAt, allSessionsReadAt))
}

/**
 * True where UPO prove nothing of an invoice that no list names: under a number that is none, and, all of them files from elsewhere, where KSeF's list would
 * have to name the invoice and does not (PRODUCT.md, "proven"), or where they name different files.
 */
function isDoubtful(ksefNumber: string | null, upos: readonly UpoEvidence[], isMissed: boolean): boolean {
  if (ksefNumber === null || !isWellMade(ksefNumber)) return true
  return upos.every(({ isImported }) => isImported === 1) && (isMissed || nameSeveralFiles(upos))
}

function nameSeveralFiles(upos: readonly UpoEvidence[]): boolean {
  return new Set(upos.filter(({ signatureVerified }) => signatureVerified === 1).map(({ documentHash }) => documentHash)).size > 1
}

/** A verified one before one that is not, KSeF's own before a file from elsewhere; then the oldest. */
function best(upos: readonly UpoEvidence[]): UpoEvidence | null {
  const verified = upos.filter((upo) => upo.signatureVerified === 1)
  return verified.find(({ isImported }) => isImported === 0) ?? verified[0] ?? upos[0] ?? null
}

function proofOf(own: UpoEvidence | null, collective: UpoEvidence | null): Proof {
  if (own?.signatureVerified === 1) return 'invoice-upo'
  return collective?.signatureVerified === 1 ? 'session-upo' : 'none'
}
