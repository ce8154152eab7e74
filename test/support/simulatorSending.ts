import { constants, createCipheriv, createHash, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto'
import { pick, pickList, pickText, type Answered, type ApiCaller } from './simulatorCaller.ts'

export interface OpenSession {
  readonly reference: string
  readonly key: Buffer
  readonly iv: Buffer
}

const FA3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' }

export function sha256Text(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** `POST /sessions/online` with a key of its own. */
export async function openOnline(api: ApiCaller, change: Readonly<Record<string, unknown>> = {}): Promise<{ readonly answered: Answered; readonly session: OpenSession }> {
  const keys = pickList((await api.get('/security/public-key-certificates')).json)
  const certificate = keys.find((key) => pickList(key, 'usage').includes('SymmetricKeyEncryption'))
  const { publicKey } = new X509Certificate(Buffer.from(pickText(certificate, 'certificate'), 'base64'))
  const key = randomBytes(32)
  const iv = randomBytes(16)
  const answered = await api.post('/sessions/online', {
    formCode: FA3,
    encryption: {
      encryptedSymmetricKey: publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, key).toString('base64'),
      initializationVector: iv.toString('base64'),
      publicKeyId: pickText(certificate, 'publicKeyId'),
    },
    ...change,
  })
  const reference = pick(answered.json, 'referenceNumber')
  return { answered, session: { reference: typeof reference === 'string' ? reference : '', key, iv } }
}

/** `POST /sessions/online/{ref}/invoices`; `change` replaces fields of the request. */
export async function sendInvoice(api: ApiCaller, { reference, key, iv }: OpenSession, file: Buffer, change: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const encrypted = Buffer.concat([cipher.update(file), cipher.final()])
  return api.post(`/sessions/online/${reference}/invoices`, {
    invoiceHash: sha256Text(file),
    invoiceSize: file.length,
    encryptedInvoiceHash: sha256Text(encrypted),
    encryptedInvoiceSize: encrypted.length,
    encryptedInvoiceContent: encrypted.toString('base64'),
    ...change,
  })
}

/** A small FA(3) file of the demo's main taxpayer. */
export function sampleInvoice(number: string, change: { readonly seller?: string; readonly issuedOn?: string; readonly selfInvoiced?: boolean; readonly buyer?: string; readonly thirdParty?: string; readonly authorised?: string } = {}): Buffer {
  const { seller = '9991000105', issuedOn = '2026-09-15', selfInvoiced = false, buyer = '9991002015', thirdParty, authorised } = change
  const party = (element: string, nip: string, role: string): string => `<${element}><DaneIdentyfikacyjne><NIP>${nip}</NIP><Nazwa>Ktoś trzeci</Nazwa></DaneIdentyfikacyjne>${role}</${element}>`
  const others = `${thirdParty === undefined ? '' : party('Podmiot3', thirdParty, '<Rola>1</Rola>')}${authorised === undefined ? '' : party('PodmiotUpowazniony', authorised, '<RolaPU>3</RolaPU>')}`
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>${issuedOn}T08:00:00Z</DataWytworzeniaFa></Naglowek>
<Podmiot1><DaneIdentyfikacyjne><NIP>${seller}</NIP><Nazwa>Łódzka Pracownia &amp; Syn</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Krótka 1</AdresL1></Adres></Podmiot1>
<Podmiot2><DaneIdentyfikacyjne><NIP>${buyer}</NIP><Nazwa>Hotel Pod Jesionem</Nazwa></DaneIdentyfikacyjne><JST>2</JST><GV>2</GV></Podmiot2>${others}
<Fa><KodWaluty>PLN</KodWaluty><P_1>${issuedOn}</P_1><P_2>${number}</P_2><P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_15>123.00</P_15><Adnotacje><P_16>2</P_16><P_17>${selfInvoiced ? 1 : 2}</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje><RodzajFaktury>VAT</RodzajFaktury><FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Stół</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>100.00</P_9A><P_11>100.00</P_11><P_12>23</P_12></FaWiersz></Fa></Faktura>`)
}
