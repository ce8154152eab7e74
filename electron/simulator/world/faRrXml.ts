import { totalsOf, type InvoiceFacts, type InvoiceLine, type Party } from './facts.ts'
import { addressXml } from './faXml.ts'
import { decimal, element, textElement } from './xmlText.ts'

function partyXml(name: string, party: Party): string {
  const identity = element('DaneIdentyfikacyjne', textElement('NIP', party.identifier.value), textElement('Nazwa', party.name))
  return element(name, identity, addressXml(party))
}

function lineXml(line: InvoiceLine, position: number): string {
  const netMinor = line.quantity * line.priceMinor
  const refundMinor = Math.round((netMinor * 7) / 100)
  return element(
    'FakturaRRWiersz',
    textElement('NrWierszaFa', position + 1),
    textElement('P_5', line.name),
    textElement('P_6A', line.unit),
    textElement('P_6B', line.quantity),
    textElement('P_6C', 'klasa I'),
    textElement('P_7', decimal(line.priceMinor)),
    textElement('P_8', decimal(netMinor)),
    textElement('P_9', '7.0'),
    textElement('P_10', decimal(refundMinor)),
    textElement('P_11', decimal(netMinor + refundMinor)),
  )
}

/** A farmer's flat-rate invoice as FA_RR(1) text, issued by the buyer (xsd/schemat_FA_RR(1)_v1-1E.xsd). */
export function faRrXml(facts: InvoiceFacts): string {
  const { netMinor, vatMinor, grossMinor } = totalsOf(facts)
  const head = [
    textElement('KodWaluty', 'PLN'),
    textElement('P_4A', facts.issuedOn),
    textElement('P_4B', facts.issuedOn),
    textElement('P_4C', facts.number),
    textElement('P_11_1', decimal(netMinor)),
    textElement('P_11_2', decimal(vatMinor)),
    textElement('P_12_1', decimal(grossMinor)),
    textElement('P_12_2', `${decimal(grossMinor)} zł`),
    textElement('RodzajFaktury', 'VAT_RR'),
  ].join('')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/">',
    element(
      'Naglowek',
      '<KodFormularza kodSystemowy="FA_RR (1)" wersjaSchemy="1-1E">FA_RR</KodFormularza>',
      textElement('WariantFormularza', 1),
      textElement('DataWytworzeniaFa', new Date(facts.writtenAt).toISOString()),
      textElement('SystemInfo', 'Fakturownik Demo 4.2'),
    ),
    partyXml('Podmiot1', facts.seller),
    partyXml('Podmiot2', facts.buyer),
    element('FakturaRR', [head, ...facts.lines.map(lineXml), element('Platnosc', textElement('FormaPlatnosci', 1))].join('\n')),
    '</Faktura>\n',
  ].join('\n')
}
