import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Base64 } from '../../electron/crypto/hash.ts'
import { createZip } from '../../electron/documents/zip/writeZip.ts'
import { makeCredential, OTHER_NIP, TEST_NIP } from './certificates.ts'
import { faXml } from './invoiceXml.ts'
import { ksefNumberOf, signedUpo } from './upo.ts'

const IN_A_ZIP = 200
const IN_A_FOLDER = 1_000
const MADE_AT = new Date('2026-03-01T12:00:00Z')

/** An FA(3) of 3 kB with ten lines, of the test taxpayer; a number makes it, and the same number the same bytes. */
export function importedInvoice(number: number): Buffer {
  const lines = Array.from(
    { length: 10 },
    (_, index) =>
      `<FaWiersz><NrWierszaFa>${index + 1}</NrWierszaFa><P_7>Towar numer ${index} do faktury ${number}</P_7><P_8A>szt.</P_8A><P_8B>${index}</P_8B><P_9A>10.00</P_9A><P_11>${index}0.00</P_11><P_12>23</P_12></FaWiersz>`,
  )
  const seller = `<NIP>${TEST_NIP}</NIP><Nazwa>Zażółć Gęślą sp. z o.o.</Nazwa>`
  return Buffer.from(faXml({ seller, buyer: `<NIP>${OTHER_NIP}</NIP><Nazwa>Nabywca ${number}</Nazwa>`, number: `FV/${number}/2026`, extra: lines.join('') }))
}

/** The signed receipt of that invoice. */
export function importedUpo(number: number): Buffer {
  const documentHash = sha256Base64(importedInvoice(number))
  return signedUpo({ entries: [{ ksefNumber: ksefNumberOf(number), invoiceNumber: `FV/${number}/2026`, documentHash }] }, credential())
}

let kept: ReturnType<typeof makeCredential> | null = null

function credential(): ReturnType<typeof makeCredential> {
  return (kept ??= makeCredential('rsa'))
}

/** Writes `count` files, an invoice and its receipt in turn: the first four fifths in folders, the rest in ZIPs. The same bytes each time. */
export async function writeImportFiles(folder: string, count: number): Promise<void> {
  const loose = Math.floor((count * 4) / 5)
  const bytesOf = (index: number): Buffer => (index % 2 === 0 ? importedInvoice(index / 2) : importedUpo((index - 1) / 2))
  for (let index = 0; index < loose; index += 1) {
    const inner = join(folder, `part-${Math.floor(index / IN_A_FOLDER)}`)
    mkdirSync(inner, { recursive: true })
    writeFileSync(join(inner, `${index}.xml`), bytesOf(index))
  }
  for (let from = loose; from < count; from += IN_A_ZIP) {
    const zip = createZip(join(folder, `from-${from}.zip`))
    for (let index = from; index < Math.min(count, from + IN_A_ZIP); index += 1) await zip.add(`${index}.xml`, bytesOf(index), MADE_AT)
    await zip.finish()
  }
}
