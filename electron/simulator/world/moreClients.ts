import { isValidNip } from '../../shared/model/nip.ts'
import type { Taxpayer } from './parties.ts'

/** After those of every world, with room for more of them. */
const FIRST_POSITION = 16
/** Positions that the numbers of invoices have room for. */
const MOST_CLIENTS = 200

const TRADES = ['Piekarnia', 'Zakład Fryzjerski', 'Ślusarnia', 'Gabinet Weterynaryjny', 'Pracownia Krawiecka', 'Sklep Rowerowy', 'Usługi Dźwigowe', 'Cukiernia'] as const
const NAMES = ['Wąsik', 'Żurawska', 'Łęcki', 'Ćwiklińska', 'Świątek', 'Gołąb', 'Jabłońska', 'Źrebiec', 'Dębowska', 'Śliwa', 'Kępa'] as const

/** The n-th fictional NIP for clients: nine digits from 999300000 and their check digit, those without one left out. */
function clientNips(count: number): readonly string[] {
  const nips: string[] = []
  for (let serial = 999_300_000; nips.length < count; serial += 1) {
    const nip = Array.from({ length: 10 }, (_, digit) => `${serial}${digit}`).find(isValidNip)
    if (nip !== undefined) nips.push(nip)
  }
  return nips
}

/** So many clients of the bookkeeper, beside those of every world; the first ones are the same however many there are. */
export function moreClients(count: number): readonly Taxpayer[] {
  if (count > MOST_CLIENTS) throw new RangeError(`a world has room for ${MOST_CLIENTS} more clients, not ${count}`)
  return clientNips(count).map((nip, position) => {
    const name = `${TRADES[position % TRADES.length] ?? ''} ${NAMES[position % NAMES.length] ?? ''} nr ${position + 1}`
    const party = { identifier: { kind: 'Nip' as const, value: nip }, name, country: 'PL', address: [`ul. Klienta ${position + 1}`, '90-001 Łódź'] as const }
    return { position: FIRST_POSITION + position, role: 'client', party, nip }
  })
}
