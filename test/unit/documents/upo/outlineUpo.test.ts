import { describe, expect, it } from 'vitest'
import { outlineUpo } from '../../../../electron/documents/upo/outlineUpo.ts'
import { UPO_LABELS } from '../../../../electron/documents/upo/upoLabels.ts'
import { ksefNumberOf, pageXml, signedUpo, UPO_HASH, UPO_SESSION, upoXml } from '../../../support/upo.ts'

describe('a UPO laid out for the eye', () => {
  it('shows the receipt, its invoice and its signer', () => {
    const [receipt, invoice, signature] = outlineUpo(signedUpo(), 'pl')
    expect(receipt).toEqual({
      title: 'Urzędowe poświadczenie odbioru',
      rows: [
        { label: 'Podmiot przyjmujący', value: 'Ministerstwo Finansów - środowisko testowe (TE)' },
        { label: 'Numer sesji', value: UPO_SESSION },
        { label: 'Wysyłający (kontekst)', value: 'Nip 5265877635' },
        { label: 'Skrót dokumentu logowania', value: 'kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=' },
        { label: 'Formularz', value: 'FA (3)' },
        { label: 'Struktura logiczna', value: 'Schemat_FA(3)_v1-0E.xsd' },
      ],
      table: null,
    })
    expect(invoice?.rows.map(({ value }) => value)).toEqual([
      ksefNumberOf(0),
      'FV/1/02/2026',
      '5265877635',
      '2026-02-01',
      '2026-02-01 11:00:00 +01:00',
      '2026-02-01 11:00:01 +01:00',
      UPO_HASH,
      'Online',
    ])
    expect(signature?.rows.at(-1)).toEqual({ label: 'Data podpisania', value: '2026-02-01 10:00:05 UTC' })
  })

  it('lists the invoices of a session, up to five hundred, and says how many there are', () => {
    const entries = Array.from({ length: 501 }, () => ({}))
    const [receipt, invoices] = outlineUpo(Buffer.from(upoXml({ entries, description: pageXml(1, 2, 1, 501, 600) })), 'en')
    expect(receipt?.rows.slice(-2)).toEqual([
      { label: 'Page', value: '1 / 2' },
      { label: 'Number of documents', value: '600' },
    ])
    expect(invoices?.rows).toEqual([{ label: 'Shown', value: '500 / 501' }])
    expect(invoices?.table?.rows).toHaveLength(500)
    expect(invoices?.table?.rows[7]).toEqual([ksefNumberOf(7), 'FV/8/02/2026', '5265877635', '2026-02-01', '2026-02-01 11:00:00 +01:00'])
  })

  it('shows no signer where the signature was not verified', () => {
    const changed = Buffer.from(signedUpo().toString('utf8').replace('FV/1', 'FV/2'))
    expect(outlineUpo(changed, 'en').map(({ title }) => title)).toEqual([UPO_LABELS.en.receipt, UPO_LABELS.en.invoice])
  })

  it.each(['', '<html></html>', '<Faktura/>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])('is empty for what is no UPO: %s', (text) => {
    expect(outlineUpo(Buffer.from(text), 'pl')).toEqual([])
  })
})
