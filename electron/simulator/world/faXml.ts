import { addDays } from '../../shared/model/warsawDay.ts'
import { attachmentXml } from './attachmentXml.ts'
import { EURO_RATE, totalsOf, type InvoiceFacts, type InvoiceLine, type Party } from './facts.ts'
import { decimal, element, textElement } from './xmlText.ts'

const NAMESPACES = { 'FA (3)': 'http://crd.gov.pl/wzor/2025/06/25/13775/', 'FA (2)': 'http://crd.gov.pl/wzor/2023/06/29/12648/' } as const
const VARIANTS = { 'FA (3)': 3, 'FA (2)': 2 } as const
const KINDS = { Vat: 'VAT', Kor: 'KOR', Upr: 'UPR', VatRr: 'VAT' } as const

/** Fields of net and VAT per rate (FA schemas: P_13_1/P_14_1 for 23 %, _2 for 8 %, _3 for 5 %). */
const FIELD_OF_RATE = [
  [23, 1],
  [8, 2],
  [5, 3],
] as const

export function addressXml(party: Party): string {
  const [street, town] = party.address
  return element('Adres', textElement('KodKraju', party.country), textElement('AdresL1', street), textElement('AdresL2', town))
}

function identifierXml({ identifier, country }: Party): string {
  const { kind, value } = identifier
  switch (kind) {
    case 'Nip':
      return textElement('NIP', value)
    case 'VatUe':
      return textElement('KodUE', value.slice(0, 2)) + textElement('NrVatUE', value.slice(2))
    case 'Other':
      return textElement('KodKraju', country) + textElement('NrID', value)
    case 'None':
      return textElement('BrakID', 1)
  }
}

function partyXml(name: string, party: Party, ...marks: readonly string[]): string {
  return element(name, element('DaneIdentyfikacyjne', identifierXml(party), textElement('Nazwa', party.name)), addressXml(party), ...marks)
}

function headXml(facts: InvoiceFacts, form: keyof typeof VARIANTS): string {
  return element(
    'Naglowek',
    `<KodFormularza kodSystemowy="${form}" wersjaSchemy="1-0E">FA</KodFormularza>`,
    textElement('WariantFormularza', VARIANTS[form]),
    textElement('DataWytworzeniaFa', new Date(facts.writtenAt).toISOString()),
    textElement('SystemInfo', 'Fakturownik Demo 4.2'),
  )
}

function totalsXml(facts: InvoiceFacts): string {
  const { byRate, grossMinor } = totalsOf(facts)
  const fields = FIELD_OF_RATE.flatMap(([rate, field]) => {
    const sum = byRate.get(rate)
    // A simplified invoice tells its total only.
    if (sum === undefined || facts.type === 'Upr') return []
    return [
      textElement(`P_13_${field}`, decimal(sum.netMinor)),
      textElement(`P_14_${field}`, decimal(sum.vatMinor)),
      facts.currency === 'PLN' ? '' : textElement(`P_14_${field}W`, decimal(Math.round(sum.vatMinor * EURO_RATE))),
    ]
  })
  return fields.join('') + textElement('P_15', decimal(grossMinor))
}

function annotationsXml(isSelfInvoiced: boolean): string {
  return element(
    'Adnotacje',
    textElement('P_16', 2),
    textElement('P_17', isSelfInvoiced ? 1 : 2),
    textElement('P_18', 2),
    textElement('P_18A', 2),
    element('Zwolnienie', textElement('P_19N', 1)),
    element('NoweSrodkiTransportu', textElement('P_22N', 1)),
    textElement('P_23', 2),
    element('PMarzy', textElement('P_PMarzyN', 1)),
  )
}

function correctionXml({ corrects }: InvoiceFacts): string {
  if (corrects === null) return ''
  const corrected = element(
    'DaneFaKorygowanej',
    textElement('DataWystFaKorygowanej', corrects.issuedOn),
    textElement('NrFaKorygowanej', corrects.number),
    textElement('NrKSeF', 1),
    textElement('NrKSeFFaKorygowanej', corrects.ksefNumber),
  )
  return textElement('PrzyczynaKorekty', 'zwrot towaru') + textElement('TypKorekty', 2) + corrected
}

function lineXml(line: InvoiceLine, position: number, facts: InvoiceFacts): string {
  const amounts =
    facts.type === 'Upr'
      ? []
      : [
          textElement('P_8A', line.unit),
          textElement('P_8B', line.quantity),
          textElement('P_9A', decimal(line.priceMinor)),
          textElement('P_11', decimal(line.quantity * line.priceMinor)),
        ]
  const exchange = facts.currency === 'PLN' ? '' : textElement('KursWaluty', EURO_RATE)
  return element('FaWiersz', textElement('NrWierszaFa', position + 1), textElement('P_7', line.name), ...amounts, textElement('P_12', line.rate), exchange)
}

function paymentXml({ issuedOn }: InvoiceFacts): string {
  return element('Platnosc', element('TerminPlatnosci', textElement('Termin', addDays(issuedOn, 14))), textElement('FormaPlatnosci', 6))
}

/** An invoice as FA(3) or FA(2) text, valid against the Ministry's schema (xsd/schemat_FA(3)_v1-0E.xsd and (2)). */
export function faXml(facts: InvoiceFacts, form: 'FA (3)' | 'FA (2)'): string {
  // FA(3) asks two more questions about the buyer: local government, VAT group.
  const buyerMarks = form === 'FA (3)' ? [textElement('JST', 2), textElement('GV', 2)] : []
  const head = [
    textElement('KodWaluty', facts.currency),
    textElement('P_1', facts.issuedOn),
    textElement('P_1M', 'Łódź'),
    textElement('P_2', facts.number),
    textElement('P_6', facts.issuedOn),
    totalsXml(facts),
    annotationsXml(facts.isSelfInvoiced),
    textElement('RodzajFaktury', KINDS[facts.type]),
    correctionXml(facts),
  ].join('')
  const lines = facts.lines.map((line, position) => lineXml(line, position, facts))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Faktura xmlns="${NAMESPACES[form]}">`,
    headXml(facts, form),
    partyXml('Podmiot1', facts.seller),
    partyXml('Podmiot2', facts.buyer, ...buyerMarks),
    element('Fa', [head, ...lines, paymentXml(facts)].join('\n')),
    ...(facts.attachmentBytes === 0 || form === 'FA (2)' ? [] : [attachmentXml(facts.attachmentBytes, facts.attachmentRandomFrom)]),
    '</Faktura>\n',
  ].join('\n')
}
