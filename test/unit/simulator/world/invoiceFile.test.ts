import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createClock } from '../../../../electron/simulator/clock.ts'
import { TAXPAYERS } from '../../../../electron/simulator/world/parties.ts'
import type { InvoiceRecord } from '../../../../electron/simulator/world/records.ts'
import { createWorld } from '../../../../electron/simulator/world/world.ts'
import { schemaCheck, schemasMissing } from '../../../support/schemas.ts'

const missing = schemasMissing()
if (missing !== null) process.stderr.write(`skipped: ${missing}\n`)

const world = createWorld({ seed: 11, invoices: 900, shape: 'demo', baseDay: '2026-09-15', writerToken: '20260201-EC-1E00000000-0000000000-00' }, createClock())

const invoices: readonly { readonly form: string; readonly invoice: InvoiceRecord }[] = TAXPAYERS.flatMap(({ nip }) =>
  world.sessionsOf(nip).flatMap((session) => Array.from({ length: session.listed() }, (_, position) => ({ form: session.form, invoice: session.invoice(position + 1) }))),
)

const SCHEMAS = { 'FA (3)': 'schemat_FA(3)_v1-0E.xsd', 'FA (2)': 'schemat_FA(2)_v1-0E.xsd', 'FA_RR (1)': 'schemat_FA_RR(1)_v1-1E.xsd' }

function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString('utf8')).equals(Buffer.from(bytes))
}

describe('the file of an invoice', () => {
  it.skipIf(missing !== null).each(Object.entries(SCHEMAS))('of the form %s is valid against the Ministry’s schema', (form, schema) => {
    const check = schemaCheck(schema)
    const files = invoices.filter((candidate) => candidate.form === form).map(({ invoice }) => invoice.file()).filter((file) => isUtf8(file))
    expect(files.length).toBeGreaterThan(form === 'FA (3)' ? 800 : 1)
    for (const file of files) expect(check(file)).toEqual([])
  })

  it('has the hash that the list tells', () => {
    for (const { invoice } of invoices) expect(invoice.hash()).toBe(createHash('sha256').update(invoice.file()).digest('base64'))
  })

  it('is once almost 3 MB, once with a byte order mark, and once no UTF-8', () => {
    const files = invoices.map(({ invoice }) => invoice.file())
    expect(files.filter((file) => file.length > 2_500_000 && file.length <= 3_000_000)).toHaveLength(1)
    expect(files.filter((file) => file[0] === 0xef && file[1] === 0xbb)).toHaveLength(1)
    expect(files.filter((file) => !isUtf8(file))).toHaveLength(1)
  })

  it('names foreign buyers, consumers, euros, corrections, self-invoicing and own numbers that no file name could bear', () => {
    const faces = invoices.flatMap(({ invoice }) => (invoice.face === null ? [] : [invoice.face]))
    expect(new Set(faces.map(({ buyer }) => buyer.identifier.kind))).toEqual(new Set(['Nip', 'VatUe', 'Other', 'None']))
    expect(new Set(faces.map(({ currency }) => currency))).toEqual(new Set(['PLN', 'EUR']))
    expect(new Set(faces.map(({ type }) => type))).toEqual(new Set(['Vat', 'Kor', 'Upr', 'VatRr']))
    expect(faces.some(({ isSelfInvoiced }) => isSelfInvoiced)).toBe(true)
    for (const character of ['/', '\\', ':', '?', '*', '<', '|', 'ł']) expect(faces.some(({ number }) => number.includes(character)), character).toBe(true)
  })
})
