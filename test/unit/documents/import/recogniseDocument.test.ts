import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeZip } from '../../../../electron/documents/import/archiveKinds.ts'
import { recogniseDocument } from '../../../../electron/documents/import/recogniseDocument.ts'
import { faXml } from '../../../support/invoiceXml.ts'
import { pageXml, signedUpo, upoXml } from '../../../support/upo.ts'

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, index) => `<!ENTITY lol${index} "${`&lol${index === 0 ? '' : index - 1};`.repeat(10)}">`).join('')}]>`

describe('takes', () => {
  test.each<[string, string | Uint8Array, object]>([
    ['FA(3)', faXml(), { what: 'invoice', facts: { form: 'FA (3)', sellerNip: '5265877635', invoiceNumber: 'FV/1/2026' } }],
    ['FA(2)', faXml({ form: 'FA (2)', namespace: 'http://crd.gov.pl/wzor/2023/06/29/12648/' }), { what: 'invoice', facts: { form: 'FA (2)' } }],
    ['FA of a variant to come', faXml({ form: 'FA (9)' }), { what: 'invoice', facts: { form: 'unknown' } }],
    ['FA(3) without a number, as KSeF refuses it: its file tells what was refused', faXml({ number: '' }), { what: 'invoice', facts: { invoiceNumber: null } }],
    ['FA with letters that are no UTF-8', Buffer.concat([Buffer.from(faXml().replace('</Faktura>', '<Stopka>')), Buffer.from([0xff, 0xfe]), Buffer.from('</Stopka></Faktura>')]), { what: 'invoice' }],
    ['FA after a byte order mark', `\uFEFF${faXml()}`, { what: 'invoice' }],
    ['PEF', `<Invoice xmlns="${UBL}Invoice-2" xmlns:cbc="c"><cbc:ID>1</cbc:ID></Invoice>`, { what: 'invoice', facts: { form: 'PEF (3)' } }],
    ['PEF_KOR with prefixes', `<n:CreditNote xmlns:n="${UBL}CreditNote-2"/>`, { what: 'invoice', facts: { form: 'PEF_KOR (3)' } }],
    ['a signed UPO', signedUpo(), { what: 'upo', upo: { kind: 'invoice-upo' }, inspection: { quarantineReason: null, signatureVerified: true } }],
    ['an unsigned UPO, to be set aside', upoXml(), { what: 'upo', inspection: { quarantineReason: 'unsigned' } }],
    ['a changed UPO, to be set aside', signedUpo().toString().replace('FV/1/', 'FV/2/'), { what: 'upo', inspection: { quarantineReason: 'signature-invalid' } }],
    ['a session UPO', signedUpo({ entries: [{}, {}], description: pageXml(1, 1, 1, 2, 2) }), { what: 'upo', upo: { kind: 'session-upo' }, inspection: { quarantineReason: null } }],
  ])('%s', (_what, document, expected) => {
    expect(recogniseDocument(Buffer.from(document))).toMatchObject(expected)
  })
})

describe('refuses', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty'],
    ['blanks', '  \n ', 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), 'not-a-document'],
    ['JSON', '{"a":1}', 'not-a-document'],
    ['text', ' 1;2;3', 'not-a-document'],
    ['a web page', '<!DOCTYPE html><html></html>', 'html-page'],
    ['a web page without a type', '<html><body/></html>', 'html-page'],
    ['a billion laughs', `${LAUGHS}<Faktura>&lol8;</Faktura>`, 'dtd-refused'],
    ['a billion laughs in a UPO', `${LAUGHS}<Potwierdzenie>&lol8;</Potwierdzenie>`, 'dtd-refused'],
    ['an external entity', '<!DOCTYPE Faktura SYSTEM "file:///etc/passwd"><Faktura/>', 'dtd-refused'],
    ['a type behind a comment', '<!-- x --><?p x?><!DOCTYPE Faktura []><Faktura/>', 'dtd-refused'],
    ['another XML', '<JPK/>', 'unknown-xml'],
    ['a UPO of another office', '<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/"/>', 'unreadable-upo'],
    ['a UPO with two entries of one element', upoXml().replace('<NumerFaktury>', '<NumerFaktury>a</NumerFaktury><NumerFaktury>'), 'unreadable-upo'],
    ['a cut UPO', signedUpo().subarray(0, 900), 'broken-xml'],
    ['a cut invoice', faXml().slice(0, 500), 'broken-xml'],
    ['an invoice that says nothing', '<Faktura xmlns="x"/>', 'unknown-invoice'],
    ['an FA of a variant to come without a number', faXml({ form: 'FA (9)', number: '' }), 'unknown-invoice'],
    ['another Invoice', '<Invoice xmlns="other"/>', 'unknown-invoice'],
    ['an invoice of four megabytes', faXml({ footer: `<Stopka>${'x'.repeat(4 << 20)}</Stopka>` }), 'too-large'],
    ['a deep invoice', `<Faktura>${'<a>'.repeat(500)}${'</a>'.repeat(500)}</Faktura>`, 'too-deep'],
    ['a UPO of a million elements', `<Potwierdzenie>${'<a/>'.repeat(1_000_000)}</Potwierdzenie>`, 'too-large'],
  ])('%s', (_what, document, reason) => {
    expect(recogniseDocument(Buffer.from(document))).toEqual({ what: 'refused', reason })
  })
})

test('a ZIP is told by its first bytes', () => {
  expect(looksLikeZip(Buffer.from('PK\x03\x04…'))).toBe(true)
  expect(looksLikeZip(Buffer.from('PK\x05\x06'))).toBe(true)
  expect(looksLikeZip(Buffer.from('PK'))).toBe(false)
  expect(looksLikeZip(Buffer.from('<Faktura>'))).toBe(false)
})

test('never throws, and no changed UPO counts as verified unless it is the same document', () => {
  const whole = signedUpo()
  const untouched = recogniseDocument(whole)
  fc.assert(
    fc.property(fc.nat(whole.byteLength - 1), fc.integer({ min: 0, max: 255 }), fc.nat(3), (at, value, remove) => {
      const changed = Buffer.concat([whole.subarray(0, at), Buffer.from([value]), whole.subarray(at + remove)])
      const found = recogniseDocument(changed)
      if (found.what === 'upo' && untouched.what === 'upo' && found.inspection.quarantineReason === null) expect(found.upo).toEqual(untouched.upo)
    }),
    { numRuns: 400 },
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void recogniseDocument(bytes)))
})
