import { expect, test } from 'vitest'
import { otherPartyOf } from '../../../../electron/shared/model/otherParty.ts'

const OWN = '5265877635'

test.each([
  ['the buyer of one’s own invoice', { sellerNip: OWN, sellerName: 'My', buyerIdentifier: '1111111111', buyerName: 'Nabywca' }, 'Nabywca'],
  ['by number where there is no name', { sellerNip: OWN, sellerName: 'My', buyerIdentifier: '1111111111', buyerName: null }, '1111111111'],
  ['the seller where one buys oneself', { sellerNip: '2222222222', sellerName: 'Rolnik', buyerIdentifier: OWN, buyerName: 'My' }, 'Rolnik'],
  ['oneself where one is both', { sellerNip: OWN, sellerName: 'My', buyerIdentifier: OWN, buyerName: 'My' }, 'My'],
  ['nobody', { sellerNip: OWN, sellerName: 'My', buyerIdentifier: null, buyerName: null }, null],
] as const)('the other party is %s', (_who, parties, expected) => {
  expect(otherPartyOf(parties, OWN)).toBe(expected)
})
