const ROWS_PER_TABLE = 999

/** A `Zalacznik` of about the wanted size: meter readings, row after row (FA(3), element Zalacznik). */
export function attachmentXml(bytes: number): string {
  const rowAt = (row: number): string =>
    `<Wiersz><WKom>Licznik ${String(row).padStart(6, '0')}</WKom><WKom>${1000 + (row % 9000)}</WKom></Wiersz>`
  const rowCount = Math.floor(bytes / rowAt(0).length)
  const tables: string[] = []
  for (let first = 0; first < rowCount; first += ROWS_PER_TABLE) {
    const rows = Array.from({ length: Math.min(ROWS_PER_TABLE, rowCount - first) }, (_, position) => rowAt(first + position))
    tables.push(
      `<Tabela><Opis>Odczyty</Opis><TNaglowek><Kol Typ="txt"><NKom>Licznik</NKom></Kol><Kol Typ="int"><NKom>Wskazanie</NKom></Kol></TNaglowek>${rows.join('')}</Tabela>`,
    )
  }
  return `<Zalacznik><BlokDanych><MetaDane><ZKlucz>Miejsce poboru energii</ZKlucz><ZWartosc>ul. Żeligowskiego 12, 90-752 Łódź</ZWartosc></MetaDane>${tables.join('')}</BlokDanych></Zalacznik>`
}
