import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closeArchive, createOrOpenArchive, openArchive, type ArchiveAddress } from '../../../electron/archive/connection.ts'
import { rebuildDerived } from '../../../electron/archive/rebuildDerived.ts'
import { CONTEXT, temporaryFolder } from '../../support/archive.ts'

const GROUP = 25
const electron = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../../electron', path))

/** A program that keeps UPO in groups for ever and says the number of each group once it is committed. */
function program(address: ArchiveAddress): string {
  return `
    import { writeSync } from 'node:fs'
    import { openArchive } from ${electron('archive/connection.ts')}
    import { keepDocument } from ${electron('archive/queries/keepDocument.ts')}
    import { inTransaction } from ${electron('archive/transaction.ts')}
    import { composeKsefNumber } from ${electron('shared/model/ksefNumber.ts')}
    const db = openArchive(${JSON.stringify(address)})
    for (let group = 0; ; group += 1) {
      inTransaction(db, () => {
        for (let index = 0; index < ${GROUP}; index += 1) {
          const number = String(group * ${GROUP} + index).padStart(12, '0')
          const entry = { ksefNumber: composeKsefNumber('5252248481', '2026-02-01', number), invoiceNumber: 'FV/' + number, sellerNip: null, issueDate: null, sentDate: null, numberGivenDate: null, documentHash: number, mode: null }
          keepDocument(db, {
            kind: 'invoice-upo', bytes: Buffer.from('<Potwierdzenie>' + number), contentType: null, headerHash: null, route: 'link', fetchedAt: '2026-02-02T08:00:00.000Z',
            standing: 'kept', quarantineReason: null, inspection: { checks: [], signer: null, signedAt: null }, signatureVerified: true,
            upoEntries: [entry], invoiceId: null, inPlaceOf: 'upo', senderContext: null, sessionReference: null,
          })
        }
      })
      writeSync(1, group + '\\n')
    }`
}

/** Runs the program until it has said so many groups, kills it there and then, and gives how many it had said. */
async function killAfter(groups: number, script: string): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said.split('\n').length > groups) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => {
    child.on('close', (_code, reason) => {
      resolve(reason)
    })
  })
  expect(signal).toBe('SIGKILL')
  return said.split('\n').length - 1
}

test('a program killed in the middle of its commits loses no group that it had committed, and half a group is never seen', async () => {
  const address = { file: join(temporaryFolder(), 'archives', 'a.teczka'), context: CONTEXT }
  closeArchive(createOrOpenArchive(address))
  const committed = await killAfter(20, program(address))

  const db = openArchive(address)
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number
  const documents = count('SELECT count(*) FROM documents')
  expect(documents).toBeGreaterThanOrEqual(committed * GROUP)
  expect(documents % GROUP).toBe(0)
  expect([count('SELECT count(*) FROM documentBytes'), count('SELECT count(*) FROM upoEntries'), count("SELECT count(*) FROM invoices WHERE state = 'complete'")]).toEqual([
    documents,
    documents,
    documents,
  ])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(rebuildDerived(db)).toEqual({ invoices: documents })
  closeArchive(db)
})
