import { describe, expect, it } from 'vitest'
import { InvoiceId } from '../../../../electron/shared/contract/common.ts'
import { EMPTY_FILTER, NONE_CHOSEN } from '../../../../renderer/app/navigation.ts'
import { countChosen, isChosen, selectionOf, toggled } from '../../../../renderer/app/chosen.ts'

const ONE = InvoiceId.parse(1)

describe('chosen', () => {
  it('takes an invoice in, and out again', () => {
    const taken = toggled(NONE_CHOSEN, ONE)
    expect(isChosen(taken, ONE)).toBe(true)
    expect(selectionOf(taken, EMPTY_FILTER)).toEqual({ kind: 'ids', ids: [1] })
    expect(selectionOf(toggled(taken, ONE), EMPTY_FILTER)).toBeNull()
  })

  it('means all that the filter finds without naming them', () => {
    const filter = { ...EMPTY_FILTER, text: 'dąb' }
    expect(countChosen({ kind: 'all-found' }, 1_000_000)).toBe(1_000_000)
    expect(selectionOf({ kind: 'all-found' }, filter)).toEqual({ kind: 'filter', filter })
  })
})
