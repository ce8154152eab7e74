import { signEnveloped } from '../../electron/crypto/xades/signEnveloped.ts'
import type { SigningCredential } from '../../electron/crypto/signingCredential.ts'
import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import { makeCredential, TEST_NIP } from './certificates.ts'

export interface UpoEntryRecipe {
  readonly sellerNip?: string
  readonly ksefNumber?: string
  readonly invoiceNumber?: string
  readonly documentHash?: string
  /** XML put after the known elements of the entry. */
  readonly extra?: string
}

export interface UpoRecipe {
  readonly version?: 'v4-3' | 'v4-2'
  readonly receiver?: string
  readonly session?: string
  readonly context?: string
  readonly entries?: readonly UpoEntryRecipe[]
  /** XML of `OpisPotwierdzenia`; null (the default) makes an invoice UPO. */
  readonly description?: string | null
}

export const UPO_HASH = 'GZMGNVzs3krF6URKgvaw77OOeG3nJ+WGziT5xguliQ8='
export const UPO_SESSION = '20260201-SO-2A5B09D000-0CD4A0F0E5-5B'
export const UPO_SIGNED_AT = new Date('2026-02-01T10:00:05Z')

/** A KSeF number with a right checksum, different for each index. */
export function ksefNumberOf(index: number, sellerNip = TEST_NIP): string {
  return composeKsefNumber(sellerNip, '2026-02-01', (0x0100a0d67000 + index).toString(16).toUpperCase().padStart(12, '0'))
}

/** An unsigned UPO as KSeF lays it out. */
export function upoXml(recipe: UpoRecipe = {}): string {
  const { version = 'v4-3', receiver = 'Ministerstwo Finansów - środowisko testowe (TE)', session = UPO_SESSION, description = null } = recipe
  const entries = recipe.entries ?? [{}]
  return `<?xml version="1.0" encoding="utf-8"?>
<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/${version}">
	<NazwaPodmiotuPrzyjmujacego>${receiver}</NazwaPodmiotuPrzyjmujacego>
	<NumerReferencyjnySesji>${session}</NumerReferencyjnySesji>
	<Uwierzytelnienie>
		<IdKontekstu>
			${recipe.context ?? `<Nip>${TEST_NIP}</Nip>`}
		</IdKontekstu>
		<SkrotDokumentuUwierzytelniajacego>kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=</SkrotDokumentuUwierzytelniajacego>
	</Uwierzytelnienie>${description === null ? '' : `\n\t${description}`}
	<NazwaStrukturyLogicznej>Schemat_FA(3)_v1-0E.xsd</NazwaStrukturyLogicznej>
	<KodFormularza>FA (3)</KodFormularza>
${entries.map((entry, index) => entryXml(entry, index, version)).join('\n')}
</Potwierdzenie>
`
}

/** `OpisPotwierdzenia` of a page. */
export function pageXml(page: number, pages: number, from: number, to: number, total: number): string {
  return (
    `<OpisPotwierdzenia><Strona>${page}</Strona><LiczbaStron>${pages}</LiczbaStron><ZakresDokumentowOd>${from}</ZakresDokumentowOd>` +
    `<ZakresDokumentowDo>${to}</ZakresDokumentowDo><CalkowitaLiczbaDokumentow>${total}</CalkowitaLiczbaDokumentow></OpisPotwierdzenia>`
  )
}

function entryXml(entry: UpoEntryRecipe, index: number, version: string): string {
  const { sellerNip = TEST_NIP, ksefNumber = ksefNumberOf(index), invoiceNumber = `FV/${index + 1}/02/2026`, documentHash = UPO_HASH, extra = '' } = entry
  return `	<Dokument>
		<NipSprzedawcy>${sellerNip}</NipSprzedawcy>
		<NumerKSeFDokumentu>${ksefNumber}</NumerKSeFDokumentu>
		<NumerFaktury>${invoiceNumber}</NumerFaktury>
		<DataWystawieniaFaktury>2026-02-01</DataWystawieniaFaktury>
		<DataPrzeslaniaDokumentu>2026-02-01T11:00:00.841+01:00</DataPrzeslaniaDokumentu>
		<DataNadaniaNumeruKSeF>2026-02-01T11:00:01.045+01:00</DataNadaniaNumeruKSeF>
		<SkrotDokumentu>${documentHash}</SkrotDokumentu>${version === 'v4-3' ? '\n\t\t<TrybWysylki>Online</TrybWysylki>' : ''}${extra}
	</Dokument>`
}

/** The UPO signed as KSeF would; the same bytes each time with an RSA credential. */
export function signedUpo(recipe: UpoRecipe = {}, credential: SigningCredential = makeCredential('rsa')): Buffer {
  return signXml(upoXml(recipe), credential)
}

export function signXml(xml: string, credential: SigningCredential = makeCredential('rsa'), signingTime = UPO_SIGNED_AT): Buffer {
  return Buffer.from(signEnveloped(Buffer.from(xml), credential, { signingTime, id: 'upo' }))
}
