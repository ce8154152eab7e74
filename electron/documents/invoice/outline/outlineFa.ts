import type { InvoiceForm } from '../../../shared/model/invoiceFacts.ts'
import { readCurrency } from '../values.ts'
import { childAt, childrenNamed, textAt, type XmlElement } from '../xmlElement.ts'
import type { Language } from '../../../shared/contract/program.ts'
import { meaningOf } from './codes.ts'
import { fieldsOf } from './faFields.ts'
import { labelOf } from './field.ts'
import { outlineAttachment } from './outlineAttachment.ts'
import type { Outline, OutlineSection, Reading } from './rows.ts'
import { rowSection, tableSection, titleOf, type SectionKey } from './section.ts'

/** Where the elements of `Fa` and `FakturaRR` belong; those not named here go to `other`. */
const PLACES: readonly (readonly [place: SectionKey, name: RegExp])[] = [
  ['header', /^(?:P_1|P_1M|P_2|P_4B|P_4C|RodzajFaktury|WZ)$/],
  ['terms', /^(?:P_6|P_4A|OkresFa|WarunkiTransakcji)$/],
  [
    'correction',
    /^(?:PrzyczynaKorekty|TypKorekty|DaneFaKorygowanej|OkresFaKorygowanej|NrFaKorygowany|Podmiot[12]K|P_15ZK|KursWalutyZK|ZaliczkaCzesciowa|FakturaZaliczkowa)$/,
  ],
  ['amounts', /^(?:KodWaluty|P_13_\w+|P_14_\w+|P_15|KursWalutyZ|P_11_\w+|P_12_\w+|Rozliczenie)$/],
  ['lines', /^(?:FaWiersz|FakturaRRWiersz)$/],
  ['order', /^Zamowienie$/],
  ['payment', /^(?:Platnosc|DokumentZaplaty)$/],
  ['annotations', /^(?:Adnotacje|FP|TP|ZwrotAkcyzy|DodatkowyOpis)$/],
]

const ROOT_NAMES: ReadonlySet<string> = new Set(['Naglowek', 'Podmiot1', 'Podmiot2', 'Podmiot3', 'PodmiotUpowazniony', 'Fa', 'FakturaRR', 'Zalacznik', 'Stopka'])

/** Outline of FA(2), FA(3) and FA_RR(1), and of an FA of a variant not known here. */
export function outlineFa(root: XmlElement, form: InvoiceForm, language: Language): Outline {
  const invoice = childAt(root, 'FakturaRR') ?? childAt(root, 'Fa')
  const fields = fieldsOf(root)
  const reading: Reading = { language, fields, currency: readCurrency(textAt(invoice, 'KodWaluty')) }
  const placed = (place: SectionKey): readonly XmlElement[] => (invoice?.children ?? []).filter(({ name }) => placeOf(name) === place)
  const section = (place: SectionKey): readonly OutlineSection[] => rowSection(reading, titleOf(place, language), contentOf(placed(place)))
  return [
    ...rowSection(reading, titleOf('header', language), [...placed('header'), ...headerDetails(root)], form === 'unknown' ? [] : [{ label: labelOf(fields, 'KodFormularza', language), value: form }]),
    ...partySections(reading, root),
    ...section('terms'),
    ...section('correction'),
    ...section('amounts'),
    ...tableSection(reading, titleOf('lines', language), placed('lines')),
    ...orderSections(reading, placed('order')),
    ...section('payment'),
    ...section('annotations'),
    ...rowSection(reading, titleOf('other', language), [...placed('other'), ...root.children.filter(({ name }) => !ROOT_NAMES.has(name))]),
    ...outlineAttachment(reading, childAt(root, 'Zalacznik')),
    ...rowSection(reading, titleOf('footer', language), contentOf(childrenNamed(root, 'Stopka'))),
  ]
}

function placeOf(name: string): SectionKey {
  return PLACES.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}

/** A section is named for these already. */
const WRAPPERS: ReadonlySet<string> = new Set(['Platnosc', 'Adnotacje', 'Stopka'])

function contentOf(elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.flatMap((element) => (WRAPPERS.has(element.name) ? element.children : [element]))
}

function headerDetails(root: XmlElement): readonly XmlElement[] {
  return (childAt(root, 'Naglowek')?.children ?? []).filter(({ name }) => name !== 'KodFormularza' && name !== 'WariantFormularza')
}

function partySections(reading: Reading, root: XmlElement): readonly OutlineSection[] {
  const { language } = reading
  const section = (name: string, key: SectionKey): readonly OutlineSection[] =>
    childrenNamed(root, name)
      .slice(0, MAX_PARTIES)
      .flatMap((party) => rowSection(reading, partyTitle(party, key, language), party.children))
  return [...section('Podmiot1', 'seller'), ...section('Podmiot2', 'buyer'), ...section('Podmiot3', 'third'), ...section('PodmiotUpowazniony', 'authorised')]
}

/** As many as the schemas allow. */
const MAX_PARTIES = 100

function partyTitle(party: XmlElement, key: SectionKey, language: Language): string {
  const third = textAt(party, 'Rola')
  const authorised = textAt(party, 'RolaPU')
  const role = third !== null ? meaningOf('role', third, language) : authorised !== null ? meaningOf('authorisedRole', authorised, language) : null
  return role === null ? titleOf(key, language) : `${titleOf(key, language)} – ${role}`
}

function orderSections(reading: Reading, orders: readonly XmlElement[]): readonly OutlineSection[] {
  const parts = orders.flatMap(({ children }) => children)
  const lines = parts.filter(({ name }) => name === 'ZamowienieWiersz')
  return tableSection(reading, titleOf('order', reading.language), lines, parts.filter(({ name }) => name !== 'ZamowienieWiersz'))
}
