import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const SAMPLES = join(process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'ksef/samples')

/** Why tests over the Ministry's sample invoices cannot run here, or null. */
export function sampleInvoicesMissing(): string | null {
  return existsSync(SAMPLES) ? null : `the Ministry's sample invoices are not at ${SAMPLES}: set TECZKA_SHARED`
}

/** File names of the samples in a folder, none where they are absent. */
export function sampleInvoiceNames(folder: 'fa3' | 'templates'): readonly string[] {
  return sampleInvoicesMissing() === null ? readdirSync(join(SAMPLES, folder)) : []
}

/** A sample as it lies there. */
export function sampleInvoice(folder: 'fa3' | 'templates', name: string): Buffer {
  return readFileSync(join(SAMPLES, folder, name))
}

/** A template with its `#placeholders#` filled. */
export function filledTemplate(name: string, values: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(sampleInvoice('templates', name).toString('utf8').replace(/#(\w+)#/g, (whole, key: string) => values[key] ?? whole))
}

export interface FaRecipe {
  readonly declaration?: string
  readonly form?: string
  readonly namespace?: string
  readonly seller?: string
  readonly buyer?: string
  /** XML after the buyer. */
  readonly parties?: string
  readonly number?: string
  readonly issuedOn?: string
  readonly currency?: string
  readonly amounts?: string
  readonly annotations?: string
  readonly type?: string
  /** XML at the end of `Fa`. */
  readonly extra?: string
  readonly footer?: string
}

/** An FA(3) made here, whole unless a part is replaced. */
export function faXml({
  declaration = '<?xml version="1.0" encoding="UTF-8"?>',
  form = 'FA (3)',
  namespace = 'http://crd.gov.pl/wzor/2025/06/25/13775/',
  seller = '<NIP>5265877635</NIP><Nazwa>Zażółć Gęślą sp. z o.o.</Nazwa>',
  buyer = '<NIP>1234563218</NIP><Nazwa>Źdźbło &amp; Córki</Nazwa>',
  parties = '',
  number = 'FV/1/2026',
  issuedOn = '2026-02-15',
  currency = 'PLN',
  amounts = '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_15>123.00</P_15>',
  annotations = '<P_17>2</P_17>',
  type = 'VAT',
  extra = '',
  footer = '',
}: FaRecipe = {}): string {
  return `${declaration}<Faktura xmlns="${namespace}"><Naglowek><KodFormularza kodSystemowy="${form}" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza></Naglowek><Podmiot1><DaneIdentyfikacyjne>${seller}</DaneIdentyfikacyjne></Podmiot1><Podmiot2><DaneIdentyfikacyjne>${buyer}</DaneIdentyfikacyjne></Podmiot2>${parties}<Fa><KodWaluty>${currency}</KodWaluty><P_1>${issuedOn}</P_1><P_2>${number}</P_2>${amounts}<Adnotacje>${annotations}</Adnotacje><RodzajFaktury>${type}</RodzajFaktury>${extra}</Fa>${footer}</Faktura>`
}

const ISO_8859_2: Readonly<Record<string, number>> = { ż: 0xbf, ó: 0xf3, ł: 0xb3, ć: 0xe6, ę: 0xea, ś: 0xb6, ą: 0xb1, ź: 0xbc, Ź: 0xac, Ż: 0xaf }
const WINDOWS_1250: Readonly<Record<string, number>> = { ...ISO_8859_2, ś: 0x9c, ą: 0xb9, ź: 0x9f, Ź: 0x8f }

/** Polish text in one byte a letter. */
export function encodeSingleByte(encoding: 'ISO-8859-2' | 'windows-1250', text: string): Uint8Array {
  const table = encoding === 'ISO-8859-2' ? ISO_8859_2 : WINDOWS_1250
  return Uint8Array.from(text, (letter) => table[letter] ?? letter.charCodeAt(0))
}
