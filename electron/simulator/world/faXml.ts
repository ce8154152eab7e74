import { warsawDayAt } from '../time.ts'
import { EURO_RATE, totalsOf, type InvoiceFacts, type InvoiceLine, type Party } from './facts.ts'
import { attachmentXml } from './attachmentXml.ts'
import { decimal, escapeText } from './xmlText.ts'

const NAMESPACES = {
  'FA (3)': 'xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"',
  'FA (2)': 'xmlns="http://crd.gov.pl/wzor/2023/06/29/12648/"',
} as const

/** Fields of net and VAT per rate (FA schemas: P_13_1/P_14_1 for 23 %, _2 for 8 %, _3 for 5 %). */
const FIELD_OF_RATE = [
  [23, 1],
  [8, 2],
  [5, 3],
] as const

const NO_ANNOTATIONS =
  '<P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy>'

function addressXml(party: Party): string {
  const [street, town] = party.address
  return `<Adres><KodKraju>${party.country}</KodKraju><AdresL1>${escapeText(street)}</AdresL1><AdresL2>${escapeText(town)}</AdresL2></Adres>`
}

function identifierXml({ identifier, country }: Party): string {
  switch (identifier.kind) {
    case 'Nip':
      return `<NIP>${identifier.value}</NIP>`
    case 'VatUe':
      return `<KodUE>${identifier.value.slice(0, 2)}</KodUE><NrVatUE>${identifier.value.slice(2)}</NrVatUE>`
    case 'Other':
      return `<KodKraju>${country}</KodKraju><NrID>${identifier.value}</NrID>`
    case 'None':
      return '<BrakID>1</BrakID>'
  }
}

function totalsXml(facts: InvoiceFacts): string {
  const { byRate, grossMinor } = totalsOf(facts)
  const fields = FIELD_OF_RATE.map(([rate, field]) => {
    const sum = byRate.get(rate)
    if (sum === undefined) return ''
    const inPln = facts.currency === 'PLN' ? '' : `<P_14_${field}W>${decimal(Math.round(sum.vatMinor * EURO_RATE))}</P_14_${field}W>`
    return `<P_13_${field}>${decimal(sum.netMinor)}</P_13_${field}><P_14_${field}>${decimal(sum.vatMinor)}</P_14_${field}>${inPln}`
  })
  return `${facts.type === 'Upr' ? '' : fields.join('')}<P_15>${decimal(grossMinor)}</P_15>`
}

function lineXml(line: InvoiceLine, position: number, facts: InvoiceFacts): string {
  const head = `<NrWierszaFa>${position + 1}</NrWierszaFa><P_7>${escapeText(line.name)}</P_7>`
  if (facts.type === 'Upr') return `<FaWiersz>${head}<P_12>${line.rate}</P_12></FaWiersz>`
  const amounts = `<P_8A>${line.unit}</P_8A><P_8B>${line.quantity}</P_8B><P_9A>${decimal(line.priceMinor)}</P_9A><P_11>${decimal(line.quantity * line.priceMinor)}</P_11>`
  const exchange = facts.currency === 'PLN' ? '' : `<KursWaluty>${EURO_RATE}</KursWaluty>`
  return `<FaWiersz>${head}${amounts}<P_12>${line.rate}</P_12>${exchange}</FaWiersz>`
}

function correctionXml({ corrects }: InvoiceFacts): string {
  if (corrects === null) return ''
  return `<PrzyczynaKorekty>zwrot towaru</PrzyczynaKorekty><TypKorekty>2</TypKorekty><DaneFaKorygowanej><DataWystFaKorygowanej>${corrects.issuedOn}</DataWystFaKorygowanej><NrFaKorygowanej>${escapeText(corrects.number)}</NrFaKorygowanej><NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>${corrects.ksefNumber}</NrKSeFFaKorygowanej></DaneFaKorygowanej>`
}

/** An invoice as FA(3) or FA(2) text, valid against the Ministry's schema (xsd/schemat_FA(3)_v1-0E.xsd and (2)). */
export function faXml(facts: InvoiceFacts, form: 'FA (3)' | 'FA (2)'): string {
  const { seller, buyer } = facts
  const kind = { Vat: 'VAT', Kor: 'KOR', Upr: 'UPR', VatRr: 'VAT' }[facts.type]
  // FA(3) asks two more questions about the buyer: local government, VAT group.
  const buyerMarks = form === 'FA (3)' ? '<JST>2</JST><GV>2</GV>' : ''
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<Faktura ${NAMESPACES[form]}>`,
    `\n<Naglowek><KodFormularza kodSystemowy="${form}" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>${form === 'FA (3)' ? 3 : 2}</WariantFormularza><DataWytworzeniaFa>${new Date(facts.writtenAt).toISOString()}</DataWytworzeniaFa><SystemInfo>Fakturownik Demo 4.2</SystemInfo></Naglowek>`,
    `\n<Podmiot1><DaneIdentyfikacyjne><NIP>${seller.identifier.value}</NIP><Nazwa>${escapeText(seller.name)}</Nazwa></DaneIdentyfikacyjne>${addressXml(seller)}</Podmiot1>`,
    `\n<Podmiot2><DaneIdentyfikacyjne>${identifierXml(buyer)}<Nazwa>${escapeText(buyer.name)}</Nazwa></DaneIdentyfikacyjne>${addressXml(buyer)}${buyerMarks}</Podmiot2>`,
    `\n<Fa><KodWaluty>${facts.currency}</KodWaluty><P_1>${facts.issuedOn}</P_1><P_1M>Łódź</P_1M><P_2>${escapeText(facts.number)}</P_2><P_6>${facts.issuedOn}</P_6>`,
    totalsXml(facts),
    `<Adnotacje><P_16>2</P_16><P_17>${facts.isSelfInvoiced ? 1 : 2}</P_17>${NO_ANNOTATIONS}</Adnotacje><RodzajFaktury>${kind}</RodzajFaktury>`,
    correctionXml(facts),
    ...facts.lines.map((line, position) => `\n${lineXml(line, position, facts)}`),
    `\n<Platnosc><TerminPlatnosci><Termin>${warsawDayAt(Date.parse(`${facts.issuedOn}T12:00:00Z`) + 14 * 86_400_000)}</Termin></TerminPlatnosci><FormaPlatnosci>6</FormaPlatnosci></Platnosc></Fa>`,
    facts.attachmentBytes === 0 || form === 'FA (2)' ? '' : `\n${attachmentXml(facts.attachmentBytes)}`,
    '\n</Faktura>\n',
  ].join('')
}
