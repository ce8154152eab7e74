import { expect, test } from 'vitest'
import { createAttentionIndex } from '../../../../electron/core/attention/attentionIndex.ts'
import type { AttentionEntry } from '../../../../electron/core/attention/attentionEntries.ts'
import type { Archive } from '../../../../electron/core/archiveOperations.ts'

const TODO = { list: 'todo', cause: 'rejected', sortDay: null } as const

/** An archive that holds so many rejected invoices; looking through it takes a second, and may be held up. */
function growingArchive() {
  const state = { invoices: 1, looks: 0, nowMs: 0, isBusy: false, held: Promise.resolve() }
  const archive = {
    evidenceMark: () => Promise.resolve(String(state.invoices)),
    attentionEntries: async () => {
      const entries = Array.from({ length: state.invoices }, (_, index): AttentionEntry => ({ ...TODO, invoiceId: index + 1 }))
      state.looks += 1
      state.nowMs += 1_000
      await state.held
      return { entries, nextAfterId: null }
    },
    lastRun: () => Promise.resolve(null),
  } as unknown as Archive
  const index = createAttentionIndex({ archive, context: { type: 'Nip', value: '9991000105' }, clock: { now: () => state.nowMs } as never, isBusy: () => state.isBusy })
  const todo = async () => (await index.summary()).counts.todo
  return { state, todo }
}

test('an archive at rest is looked through once, and again when it has changed', async () => {
  const { state, todo } = growingArchive()
  expect(await todo()).toBe(1)
  expect(await todo()).toBe(1)
  expect(state.looks).toBe(1)
  state.invoices = 2
  expect(await todo()).toBe(2)
  expect(state.looks).toBe(2)
})

test('while it is being filled a look of a moment ago will do, and when the work has ended it will not', async () => {
  const { state, todo } = growingArchive()
  state.isBusy = true
  await todo()
  state.invoices = 50
  expect(await todo()).toBe(1)
  state.nowMs += 10_000
  expect(await todo()).toBe(50)
  state.invoices = 51
  state.isBusy = false
  expect(await todo()).toBe(51)
})

test('a look that the end of the work came upon is not the last', async () => {
  const { state, todo } = growingArchive()
  state.isBusy = true
  let release: () => void = () => undefined
  state.held = new Promise((resolve) => (release = resolve))
  const early = todo()
  await Promise.resolve()
  await Promise.resolve()
  state.invoices = 2
  state.isBusy = false
  const [one, other] = [todo(), todo()]
  release()
  expect(await early).toBe(1)
  expect(await Promise.all([one, other])).toEqual([2, 2])
  expect(state.looks).toBe(2)
})
