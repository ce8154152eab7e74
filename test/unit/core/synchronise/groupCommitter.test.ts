import { describe, expect, it } from 'vitest'
import { createGroupCommitter } from '../../../../electron/core/synchronise/groupCommitter.ts'

describe('a group committer', () => {
  it('commits at most 250 at a time and loses none', async () => {
    const groups: (readonly number[])[] = []
    const committer = createGroupCommitter<number>(async (items) => {
      await Promise.resolve()
      groups.push(items)
    })
    const added = Array.from({ length: 600 }, (_, index) => index).map(async (item) => {
      if (item % 97 === 0) await Promise.resolve()
      await committer.add(item)
    })
    await Promise.resolve()
    await committer.flush()
    await Promise.all(added)
    await committer.flush()
    expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, index) => index))
    expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(250)
    expect(groups.length).toBeGreaterThan(1)
  })

  it('tells the items of a failed group and goes on with the next', async () => {
    let fail = true
    const kept: string[] = []
    const committer = createGroupCommitter<string>(async (items) => {
      if (fail) throw new Error('disk full')
      kept.push(...items)
    })
    const lost = committer.add('first')
    const seen = expect(lost).rejects.toThrow('disk full')
    await committer.flush()
    await seen
    fail = false
    const second = committer.add('second')
    await committer.flush()
    await second
    expect(kept).toEqual(['second'])
  })
})
