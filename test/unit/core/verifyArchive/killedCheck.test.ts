import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeArchive, createOrOpenArchive, openArchive } from '../../../../electron/archive/connection.ts'
import { verifyJournal } from '../../../../electron/archive/journal/verifyJournal.ts'
import { keepDocument } from '../../../../electron/archive/queries/keepDocument.ts'
import { startSelfCheck } from '../../../../electron/archive/queries/selfChecks.ts'
import { checkDocuments } from '../../../../electron/core/verifyArchive/checkDocuments.ts'
import { CONTEXT, temporaryFolder, upoDocument } from '../../../support/archive.ts'

const STARTED_AT = '2026-03-01T10:00:00.000Z'
const electron = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../../../electron', path))

test('a full check that was killed keeps what it had checked, and goes on from there', () => {
  const address = { file: join(temporaryFolder(), 'archives', 'a.teczka'), context: CONTEXT }
  const before = createOrOpenArchive(address)
  for (let number = 1; number <= 30; number += 1) keepDocument(before, upoDocument(number, { kind: 'invoice', upoEntries: [] }))
  closeArchive(before)

  const program = `
    import { openArchive } from ${electron('archive/connection.ts')}
    import { startSelfCheck } from ${electron('archive/queries/selfChecks.ts')}
    import { checkDocuments } from ${electron('core/verifyArchive/checkDocuments.ts')}
    const db = openArchive(${JSON.stringify(address)})
    const { startedAt } = startSelfCheck(db, { startedAt: ${JSON.stringify(STARTED_AT)}, scope: 'full', takeUpSince: '' })
    checkDocuments(db, { afterId: 0, limit: 10, checkedBefore: startedAt, at: '2026-03-01T10:00:01.000Z' })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect(child.signal, child.stderr).toBe('SIGKILL')

  const db = openArchive(address)
  const checked = db.prepare('SELECT count(*) FROM documents WHERE checkedAt IS NOT NULL').pluck().get() as number
  expect(checked).toBeGreaterThan(0)
  const taken = startSelfCheck(db, { startedAt: '2026-03-02T10:00:00.000Z', scope: 'full', takeUpSince: '2026-02-25T10:00:00.000Z' })
  expect(taken).toEqual({ id: 1, startedAt: STARTED_AT })
  const rest = checkDocuments(db, { afterId: 0, limit: 100, checkedBefore: taken.startedAt, at: '2026-03-02T10:00:01.000Z' })
  expect(rest).toMatchObject({ checked: 30 - checked, damaged: [] })
  expect(verifyJournal(db, { after: null, limit: 1_000, heads: [] })).toMatchObject({ isEnd: true, faults: [] })
  expect(startSelfCheck(db, { startedAt: '2026-04-02T10:00:00.000Z', scope: 'full', takeUpSince: '2026-03-26T10:00:00.000Z' })).toEqual({ id: 2, startedAt: '2026-04-02T10:00:00.000Z' })
  closeArchive(db)
})
