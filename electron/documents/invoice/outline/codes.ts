import type { Language } from '../../../shared/contract/program.ts'
import { AUTHORISED_ROLES, type Meanings, THIRD_PARTY_ROLES } from '../../../shared/messages/partyRoles.ts'

/** Code lists of the FA(2), FA(3) and FA_RR(1) schemas (xsd, enumerations with their documentation). */
const CODES = {
  invoiceType: {
    VAT: ['podstawowa', 'basic'],
    KOR: ['korygująca', 'correction'],
    ZAL: ['zaliczkowa', 'advance payment'],
    ROZ: ['rozliczeniowa', 'final settlement'],
    UPR: ['uproszczona', 'simplified'],
    KOR_ZAL: ['korygująca zaliczkową', 'correction of an advance invoice'],
    KOR_ROZ: ['korygująca rozliczeniową', 'correction of a settlement invoice'],
    VAT_RR: ['VAT RR', 'VAT RR (flat-rate farmer)'],
    KOR_VAT_RR: ['korygująca VAT RR', 'correction of a VAT RR invoice'],
  },
  payment: {
    '1': ['gotówka', 'cash'],
    '2': ['karta', 'card'],
    '3': ['bon', 'voucher'],
    '4': ['czek', 'cheque'],
    '5': ['kredyt', 'credit'],
    '6': ['przelew', 'bank transfer'],
    '7': ['płatność mobilna', 'mobile payment'],
  },
  paymentRr: { '1': ['przelew', 'bank transfer'] },
  partialPayment: { '1': ['zapłacono w części', 'paid in part'], '2': ['zapłacono w całości w częściach', 'paid in full, in parts'] },
  role: THIRD_PARTY_ROLES,
  authorisedRole: AUTHORISED_ROLES,
  taxpayerStatus: {
    '1': ['w likwidacji', 'in liquidation'],
    '2': ['w restrukturyzacji', 'in restructuring'],
    '3': ['w upadłości', 'bankrupt'],
    '4': ['przedsiębiorstwo w spadku', 'enterprise in succession'],
  },
  correctionType: {
    '1': ['w dacie ujęcia faktury pierwotnej', 'on the date of the original invoice'],
    '2': ['w dacie wystawienia korekty', 'on the date of the correction'],
    '3': ['w innej dacie', 'on another date'],
    '4': ['w dacie zwrotu należności', 'on the date of the refund'],
  },
  transport: {
    '1': ['morski', 'sea'],
    '2': ['kolejowy', 'rail'],
    '3': ['drogowy', 'road'],
    '4': ['lotniczy', 'air'],
    '5': ['przesyłka pocztowa', 'post'],
    '7': ['stałe instalacje przesyłowe', 'fixed transport installations'],
    '8': ['żegluga śródlądowa', 'inland waterway'],
  },
  load: {
    '1': ['bańka', 'can'],
    '2': ['beczka', 'barrel'],
    '3': ['butla', 'cylinder'],
    '4': ['karton', 'carton'],
    '5': ['kanister', 'canister'],
    '6': ['klatka', 'crate'],
    '7': ['kontener', 'container'],
    '8': ['kosz', 'basket'],
    '9': ['łubianka', 'punnet'],
    '10': ['opakowanie zbiorcze', 'bulk packaging'],
    '11': ['paczka', 'parcel'],
    '12': ['pakiet', 'package'],
    '13': ['paleta', 'pallet'],
    '14': ['pojemnik', 'receptacle'],
    '15': ['pojemnik do ładunków masowych stałych', 'container for solid bulk'],
    '16': ['pojemnik do ładunków masowych płynnych', 'container for liquid bulk'],
    '17': ['pudełko', 'box'],
    '18': ['puszka', 'tin'],
    '19': ['skrzynia', 'chest'],
    '20': ['worek', 'sack'],
  },
} as const satisfies Readonly<Record<string, Meanings>>

export type CodeList = keyof typeof CODES

/** What a code means; null for one that the list does not have. */
export function meaningOf(list: CodeList, code: string, language: Language): string | null {
  const meanings: Meanings = CODES[list]
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return meaning === undefined ? null : meaning[language === 'pl' ? 0 : 1]
}

export function isCodeList(kind: string): kind is CodeList {
  return Object.hasOwn(CODES, kind)
}
