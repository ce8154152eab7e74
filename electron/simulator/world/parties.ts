import { isValidNip } from '../../shared/model/nip.ts'
import type { Party } from './facts.ts'

/** A fictional company: NIP that begin with 999 belong to no tax office, so nobody real is named. */
function company(nip: string, name: string, street: string, town: string): Party {
  if (!isValidNip(nip)) throw new Error(`the simulator's NIP ${nip} has a wrong check digit`)
  return { identifier: { kind: 'Nip', value: nip }, name, country: 'PL', address: [street, town] }
}

export interface Taxpayer {
  readonly role: 'main' | 'bookkeeper' | 'client' | 'self-invoicing-buyer' | 'supplier'
  /** Part of every drawn number, so it never changes. */
  readonly position: number
  readonly party: Party
  readonly nip: string
}

function taxpayer(position: number, role: Taxpayer['role'], party: Party): Taxpayer {
  return { position, role, party, nip: party.identifier.value }
}

export const MAIN_TAXPAYER = taxpayer(0, 'main', company('9991000105', 'Łódzka Pracownia Mebli Świerk sp. z o.o.', 'ul. Żeligowskiego 12', '90-752 Łódź'))
export const SELF_INVOICING_BUYER = taxpayer(5, 'self-invoicing-buyer', company('9991000714', 'Sieć Handlowa Dąbrowa S.A.', 'al. Jerozolimskie 200', '02-486 Warszawa'))

/** Everyone who is in every world; a new one comes at the end, with the next position. */
export const TAXPAYERS: readonly [Taxpayer, ...Taxpayer[]] = [
  MAIN_TAXPAYER,
  taxpayer(1, 'bookkeeper', company('9991000269', 'Biuro Rachunkowe Żółkiewska i Wspólnicy s.c.', 'ul. Piotrkowska 77', '90-423 Łódź')),
  taxpayer(2, 'client', company('9991000312', 'Piekarnia Złoty Kłos Bożena Wróbel', 'ul. Młyńska 3', '95-200 Pabianice')),
  taxpayer(3, 'client', company('9991000476', 'Auto-Serwis Gąsior Łukasz Gąsiorowski', 'ul. Przemysłowa 41A', '95-100 Zgierz')),
  taxpayer(4, 'client', company('9991000683', 'Kwiaciarnia Róża Grażyna Źdźbło', 'pl. Wolności 5', '99-400 Łowicz')),
  SELF_INVOICING_BUYER,
  taxpayer(6, 'supplier', company('9991000737', 'Hurtownia Drewna Sosna sp. z o.o.', 'ul. Składowa 30', '97-200 Tomaszów Mazowiecki')),
]

/** A flat-rate farmer: seller on FA_RR invoices, which the buyer issues. */
export const FARMER = company('9991002009', 'Gospodarstwo Rolne Józef Ćwikła', 'Zielona Wieś 12', '99-417 Bolimów')

export const BUYERS: readonly [Party, ...Party[]] = [
  company('9991002015', 'Hotel Pod Jesionem sp. z o.o.', 'ul. Leśna 8', '34-500 Zakopane'),
  company('9991002021', 'Kancelaria Radcy Prawnego Małgorzata Święch', 'ul. Krótka 2/4', '31-149 Kraków'),
  company('9991002038', 'Przedszkole Niepubliczne „Pszczółka” Łucja Żak', 'ul. Miodowa 19', '61-055 Poznań'),
  company('9991002044', 'Żółty Parasol Kawiarnie sp.j. Ożóg i Wspólnicy', 'Rynek 31', '50-102 Wrocław'),
  company('9991002067', 'Gmina Wądoły Wielkie', 'ul. Urzędowa 1', '87-890 Wądoły Wielkie'),
  company('9991002073', 'Zakład Usług Stolarskich Dąb Krzysztof Łoś', 'ul. Tartaczna 6', '18-400 Łomża'),
  company('9991002096', 'Przychodnia Zdrowie & Ruch sp. z o.o.', 'ul. Śląska 44', '40-742 Katowice'),
  company('9991002104', 'Księgarnia Ćma Nocna Zofia Śmiałek', 'ul. Długa 90', '80-831 Gdańsk'),
]

export const EU_BUYERS: readonly [Party, ...Party[]] = [
  { identifier: { kind: 'VatUe', value: 'DE999999999' }, name: 'Möbelhaus Grünwald GmbH', country: 'DE', address: ['Hauptstraße 7', '10115 Berlin'] },
  { identifier: { kind: 'VatUe', value: 'CZ99999999' }, name: 'Nábytek Řezníček s.r.o.', country: 'CZ', address: ['Dlouhá 14', '110 00 Praha'] },
  { identifier: { kind: 'VatUe', value: 'FR99999999999' }, name: "L'Atelier du Chêne SARL", country: 'FR', address: ['12 rue des Érables', '69002 Lyon'] },
]

export const OVERSEAS_BUYER: Party = {
  identifier: { kind: 'Other', value: 'GB999999973' },
  name: 'Oak & Ash Interiors Ltd',
  country: 'GB',
  address: ['4 Mill Lane', 'Leeds LS1 1AA'],
}

export const CONSUMER: Party = { identifier: { kind: 'None', value: '' }, name: 'Jadwiga Kołodziejczyk-Źrebiec', country: 'PL', address: ['ul. Cicha 1', '91-001 Łódź'] }
