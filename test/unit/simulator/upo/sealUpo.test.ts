import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyEnveloped } from '../../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { createClock } from '../../../../electron/simulator/clock.ts'
import { createUpoOffice } from '../../../../electron/simulator/upo/upoOffice.ts'
import { MAIN_TAXPAYER } from '../../../../electron/simulator/world/parties.ts'
import type { InvoiceRecord, SessionRecord, UpoVersion } from '../../../../electron/simulator/world/records.ts'
import { createWorld } from '../../../../electron/simulator/world/world.ts'
import { schemaCheck, schemasMissing } from '../../../support/schemas.ts'

const missing = schemasMissing()
if (missing !== null) process.stderr.write(`skipped: ${missing}\n`)
const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0
if (!hasXmlsec) process.stderr.write('skipped: xmlsec1 is not installed, so no second program checked the seal of a UPO\n')

const world = createWorld({ seed: 3, invoices: 300, shape: 'demo', baseDay: '2026-09-15', writerToken: '20260201-EC-1E00000000-0000000000-00' }, createClock())

/** Accepted invoices with their sessions, all kinds of content among them. */
function acceptedInvoices(): readonly { readonly session: SessionRecord; readonly invoice: InvoiceRecord }[] {
  return world.sessionsOf(MAIN_TAXPAYER.nip).flatMap((session) =>
    Array.from({ length: session.listed() }, (_, position) => ({ session, invoice: session.invoice(position + 1) })).filter(({ invoice }) => invoice.ksefNumber !== null),
  )
}

function officeOf(version: UpoVersion, pageSize = 10_000): ReturnType<typeof createUpoOffice> {
  return createUpoOffice({ seed: 3, version, pageSize, flawsOf: () => [] })
}

describe('a sealed UPO', () => {
  it('has a valid enveloped signature of the demo authority over its whole text, whatever the invoice', () => {
    const office = officeOf('v4-3')
    for (const { session, invoice } of acceptedInvoices()) {
      const verdict = verifyEnveloped(office.invoiceUpo(session, invoice))
      expect(verdict.result).toBe('valid')
      if (verdict.result !== 'valid') continue
      expect(verdict.signer.subject).toContain('nie Ministerstwo Finansów')
      expect([verdict.certificateDigest, verdict.weak]).toEqual(['matches', false])
      expect(Buffer.concat(verdict.coveredPieces).toString('utf8')).toContain(`<NumerKSeFDokumentu>${invoice.ksefNumber ?? ''}</NumerKSeFDokumentu>`)
    }
  })

  it('is the same byte for byte each time it is made', () => {
    for (const { session, invoice } of acceptedInvoices().slice(0, 20)) {
      expect(officeOf('v4-3').invoiceUpo(session, invoice).equals(officeOf('v4-3').invoiceUpo(session, invoice))).toBe(true)
    }
  })

  it.each(['v4-3', 'v4-2'] as const)('is of the wanted version %s, and only v4-3 tells the mode of sending', (version) => {
    const { session, invoice } = acceptedInvoices()[0]!
    const text = officeOf(version).invoiceUpo(session, invoice).toString('utf8')
    expect(text).toContain(`xmlns="http://upo.schematy.mf.gov.pl/KSeF/${version}"`)
    expect(text.includes('<TrybWysylki>')).toBe(version === 'v4-3')
  })

  it.skipIf(missing !== null).each(['v4-3', 'v4-2'] as const)('has a text that is valid against the schema %s but for the receiver’s suffix', (version) => {
    const check = schemaCheck(`upo-${version}.xsd`)
    const office = officeOf(version)
    for (const { session, invoice } of acceptedInvoices().filter((_, position) => position % 7 === 0)) {
      for (const document of [office.invoiceUpo(session, invoice), ...office.pagesOf(session).map((page) => office.sessionUpo(session, page)!)]) {
        const verdict = verifyEnveloped(document)
        if (verdict.result !== 'valid') throw new Error('the seal is not valid')
        const text = Buffer.concat(verdict.coveredPieces).toString('utf8')
        expect(check(Buffer.from(text.replace(/Ministerstwo Finansów - [^<]*/, 'Ministerstwo Finansów')))).toEqual([])
        expect(check(Buffer.from(text))).toHaveLength(1)
      }
    }
  })

  it('is broken by a change of any character of its text', () => {
    const { session, invoice } = acceptedInvoices()[0]!
    const text = officeOf('v4-3').invoiceUpo(session, invoice).toString('utf8')
    expect(verifyEnveloped(Buffer.from(text.replace('<TrybWysylki>O', '<TrybWysylki>0'))).result).toBe('invalid')
  })

  it.skipIf(!hasXmlsec)('is accepted by xmlsec1 as well, for one invoice and for a session', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upo-'))
    try {
      const office = officeOf('v4-3')
      const { session, invoice } = acceptedInvoices().find((found) => office.pagesOf(found.session).length > 0)!
      const documents = [office.invoiceUpo(session, invoice), office.sessionUpo(session, office.pagesOf(session)[0] ?? '')]
      for (const document of documents) {
        const file = join(folder, 'upo.xml')
        writeFileSync(file, document ?? '')
        const answer = execFileSync('xmlsec1', ['--verify', '--insecure', '--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties', '--enabled-key-data', 'x509', file], { encoding: 'utf8', stdio: 'pipe' })
        expect(answer).not.toContain('FAIL')
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a session UPO', () => {
  it('names every accepted invoice of its session once, on pages of the wanted size, each signed', () => {
    const office = officeOf('v4-3', 7)
    for (const session of world.sessionsOf(MAIN_TAXPAYER.nip)) {
      const receipted = session.receipted()
      const pages = office.pagesOf(session).map((page) => office.sessionUpo(session, page)!)
      expect(pages).toHaveLength(Math.ceil((receipted?.length ?? 0) / 7))
      const named = pages.flatMap((page) => [...page.toString('utf8').matchAll(/<NumerKSeFDokumentu>([^<]+)</g)].map((match) => match[1]))
      expect(named).toEqual((receipted ?? []).map((ordinal) => session.invoice(ordinal).ksefNumber))
      for (const page of pages) expect(verifyEnveloped(page).result).toBe('valid')
    }
  })

  it('is there for no session that is open, closing, cancelled or without a correct invoice', () => {
    const office = officeOf('v4-3')
    const codes = world.sessionsOf(MAIN_TAXPAYER.nip).map((session) => [session.status().code, office.pagesOf(session).length > 0])
    expect(codes.filter(([code, hasUpo]) => (code === 200) !== hasUpo)).toEqual([])
  })
})
