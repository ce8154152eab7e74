import { totalsOf, type InvoiceFacts, type Party } from './facts.ts'
import { decimal, escapeText } from './xmlText.ts'

function partyXml(element: string, party: Party): string {
  const [street, town] = party.address
  return `\n<${element}><DaneIdentyfikacyjne><NIP>${party.identifier.value}</NIP><Nazwa>${escapeText(party.name)}</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>${escapeText(street)}</AdresL1><AdresL2>${escapeText(town)}</AdresL2></Adres></${element}>`
}

/** A farmer's flat-rate invoice as FA_RR(1) text, issued by the buyer (xsd/schemat_FA_RR(1)_v1-1E.xsd). */
export function faRrXml(facts: InvoiceFacts): string {
  const { netMinor, vatMinor, grossMinor } = totalsOf(facts)
  const rows = facts.lines.map((line, position) => {
    const net = line.quantity * line.priceMinor
    const refund = Math.round((net * 7) / 100)
    return `\n<FakturaRRWiersz><NrWierszaFa>${position + 1}</NrWierszaFa><P_5>${escapeText(line.name)}</P_5><P_6A>${line.unit}</P_6A><P_6B>${line.quantity}</P_6B><P_6C>klasa I</P_6C><P_7>${decimal(line.priceMinor)}</P_7><P_8>${decimal(net)}</P_8><P_9>7.0</P_9><P_10>${decimal(refund)}</P_10><P_11>${decimal(net + refund)}</P_11></FakturaRRWiersz>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/">',
    `\n<Naglowek><KodFormularza kodSystemowy="FA_RR (1)" wersjaSchemy="1-1E">FA_RR</KodFormularza><WariantFormularza>1</WariantFormularza><DataWytworzeniaFa>${new Date(facts.writtenAt).toISOString()}</DataWytworzeniaFa><SystemInfo>Fakturownik Demo 4.2</SystemInfo></Naglowek>`,
    partyXml('Podmiot1', facts.seller),
    partyXml('Podmiot2', facts.buyer),
    `\n<FakturaRR><KodWaluty>PLN</KodWaluty><P_4A>${facts.issuedOn}</P_4A><P_4B>${facts.issuedOn}</P_4B><P_4C>${escapeText(facts.number)}</P_4C><P_11_1>${decimal(netMinor)}</P_11_1><P_11_2>${decimal(vatMinor)}</P_11_2><P_12_1>${decimal(grossMinor)}</P_12_1><P_12_2>${decimal(grossMinor)} zł</P_12_2><RodzajFaktury>VAT_RR</RodzajFaktury>`,
    ...rows,
    '\n<Platnosc><FormaPlatnosci>1</FormaPlatnosci></Platnosc></FakturaRR>\n</Faktura>\n',
  ].join('')
}
