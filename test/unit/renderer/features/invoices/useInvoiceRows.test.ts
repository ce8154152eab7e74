import { expect, it } from 'vitest'
import { pagesBetween } from '../../../../../renderer/features/invoices/useInvoiceRows.ts'

it('fetches the pages in view, and one even of an empty list', () => {
  expect(pagesBetween(0, -1)).toEqual([0])
  expect(pagesBetween(0, 199)).toEqual([0])
  expect(pagesBetween(190, 210)).toEqual([0, 1])
  expect(pagesBetween(999_980, 999_999)).toEqual([4999])
})
