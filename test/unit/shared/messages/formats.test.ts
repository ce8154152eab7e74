import { describe, expect, it } from 'vitest'
import { formatCheckDetail } from '../../../../electron/shared/messages/evidence.ts'
import { formatBytes, formatCount, formatDay, formatHour, formatInstant, formatInstantDay, formatMoney } from '../../../../electron/shared/messages/formats.ts'

/** Intl parts thousands with spaces that no one can type. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('formats', () => {
  it('shows days and times of Warsaw, whatever the zone of the machine', () => {
    const lateEvening = '2026-03-31T22:30:00.000Z'
    expect([formatInstantDay('pl', lateEvening), formatInstant('pl', lateEvening), formatHour('pl', lateEvening)]).toEqual(['01.04.2026', '01.04.2026, 00:30', '00:30'])
    expect(formatInstant('en', lateEvening)).toBe('01/04/2026, 00:30')
    expect([formatDay('pl', '2026-03-31'), formatDay('en', '2026-03-31')]).toEqual(['31.03.2026', '31/03/2026'])
  })

  it('shows amounts of the minor unit with their currency', () => {
    expect(plain(formatMoney('pl', 788_724, 'PLN'))).toBe('7 887,24 PLN')
    expect(plain(formatMoney('en', -5, 'EUR'))).toBe('-0.05 EUR')
    expect(plain(formatMoney('pl', 100, null))).toBe('1,00')
  })

  it('shows counts and sizes by the rules of the language', () => {
    expect([plain(formatCount('pl', 1412)), plain(formatCount('pl', 12_000)), formatCount('en', 1412)]).toEqual(['1412', '12 000', '1,412'])
    expect([plain(formatBytes('pl', 512)), plain(formatBytes('pl', 14_220)), plain(formatBytes('en', 3_100_000))]).toEqual(['512 B', '14,2 kB', '3.1 MB'])
  })

  it('makes the details of a check readable', () => {
    expect(formatCheckDetail('pl', '2026-01-01T00:00:00.000Z – 2046-01-01T00:00:00.000Z')).toBe('01.01.2026, 01:00 – 01.01.2046, 01:00')
    expect(formatCheckDetail('pl', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')).toBe('rsa-sha256')
    expect(formatCheckDetail('pl', 'v4-3')).toBe('v4-3')
  })
})
