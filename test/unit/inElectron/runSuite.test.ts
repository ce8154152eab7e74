import { expect, test } from 'vitest'
import { addCleanUp, addHook, addSuite, addTest, gather, titleOf } from '../../inElectron/registry.ts'
import { runSuite, type Outcome } from '../../inElectron/runSuite.ts'

async function outcomesOf(declare: () => void): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {}
  await runSuite(await gather('file', async () => {
    declare()
  }), (name, outcome) => {
    outcomes[name] = outcome
  })
  return outcomes
}

test('tells what passed, what failed and why, and what was skipped and why', async () => {
  const cause = new Error('broken')

  const outcomes = await outcomesOf(() => {
    addTest('holds', () => undefined)
    addSuite('inside', () => {
      addTest('breaks', () => Promise.reject(cause))
      addTest('skips itself', ({ skip }) => skip('no tool'))
      addTest('is skipped', null)
    })
  })

  expect(outcomes).toEqual({
    'file › holds': { state: 'passed' },
    'file › inside › breaks': { state: 'failed', cause },
    'file › inside › skips itself': { state: 'skipped', reason: 'no tool' },
    'file › inside › is skipped': { state: 'skipped', reason: 'skipped where it is declared' },
  })
})

test('runs hooks outer before inner and back, and cleans up latest first', async () => {
  const order: string[] = []
  const note = (what: string) => () => order.push(what)

  await outcomesOf(() => {
    addHook('beforeEach', note('outer before'))
    addHook('afterEach', note('outer after'))
    addSuite('inside', () => {
      addHook('beforeAll', note('before all'))
      addHook('beforeEach', note('inner before'))
      addHook('afterEach', note('inner after'))
      addTest('one', () => {
        addCleanUp(note('first clean-up'))
        addCleanUp(note('second clean-up'))
        order.push('test')
      })
    })
  })

  expect(order).toEqual(['before all', 'outer before', 'inner before', 'test', 'inner after', 'outer after', 'second clean-up', 'first clean-up'])
})

test('a test that never ends fails in time', async () => {
  const outcomes = await outcomesOf(() => {
    addTest('waits', () => new Promise(() => undefined), 20)
  })

  expect(outcomes['file › waits']).toEqual({ state: 'failed', cause: new Error('The test took longer than 20 ms.') })
})

test('a hook that breaks is a failure, not silence', async () => {
  const outcomes = await outcomesOf(() => {
    addHook('beforeAll', () => {
      throw new Error('no server')
    })
    addTest('is not reached', () => undefined)
  })

  expect(outcomes).toEqual({ 'file › before or after its tests': { state: 'failed', cause: new Error('no server') } })
})

test('names the rows of a table as vitest does', () => {
  expect(titleOf('%s has %i', ['a key', 3], 0)).toBe('a key has 3')
  expect(titleOf('$curve is number %#', { curve: 'P-256' }, 2)).toBe('P-256 is number 2')
})
