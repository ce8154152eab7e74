import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, type TestContext } from 'vitest'
import { openCatalogue } from '../../../electron/archive/catalogue/connection.ts'
import { closeArchive, createOrOpenArchive } from '../../../electron/archive/connection.ts'
import { MIGRATIONS } from '../../../electron/archive/migrations/index.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { CONTEXT, emptyArchive, ksefNumber, listedInvoice, listedSession, SESSION, temporaryFolder, upoDocument, upoEntry } from '../../support/archive.ts'

const page = readFileSync(join(import.meta.dirname, '../../../resources/ARCHIVE-FORMAT.md'), 'utf8')
const AT = '2026-02-02T08:00:00.000Z'
// A byte order mark, invalid UTF-8 and two kinds of line ends: all of it must come back.
const XML = Buffer.concat([Buffer.from('\ufeff<Faktura>\r\n'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('\n</Faktura>')])
const UPO = Buffer.from('<Potwierdzenie>zażółć</Potwierdzenie>')

/** A Python program of the page, by its name there, with the given arguments; the test is skipped, saying so, where there is no Python 3. */
function runProgram(context: TestContext, name: 'extract.py' | 'journal.py', ...args: readonly string[]) {
  const python = process.platform === 'win32' ? 'python' : 'python3'
  context.skip(spawnSync(python, ['--version']).status !== 0, 'no Python 3 on this machine')
  const script = join(temporaryFolder(), name)
  const programs = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, text]) => text!)
  writeFileSync(script, programs[['extract.py', 'journal.py'].indexOf(name)]!)
  return spawnSync(python, [script, ...args], { encoding: 'utf8' })
}

const runSnippet = (context: TestContext, ...args: readonly string[]) => runProgram(context, 'extract.py', ...args)

/** A file as the program leaves it: open or killed (`-wal` beside it), or closed. */
function realArchive(isClosed: boolean): string {
  const file = join(temporaryFolder(), 'archives', 'a.teczka')
  const db = createOrOpenArchive({ file, context: CONTEXT })
  const invoiceHash = createHash('sha256').update(XML).digest('base64')
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const [recorded] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1, { invoiceHash }), listedInvoice(2)] })
  archive.keepDocument(db, upoDocument(1, { bytes: UPO, upoEntries: [upoEntry(1, { documentHash: invoiceHash })] }))
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: XML, upoEntries: [], invoiceId: recorded!.invoiceId }))
  if (isClosed) closeArchive(db)
  return file
}

test('the Python on the page pulls an invoice and its UPO out of a closed archive and an open one, byte for byte', (context) => {
  for (const isClosed of [true, false]) {
    const folder = temporaryFolder()
    const { status, stdout, stderr } = runSnippet(context, realArchive(isClosed), ksefNumber(1), folder)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('hashes are right')
    expect(stdout).toContain('state: complete / proof: invoice-upo')
    expect(readFileSync(join(folder, 'invoice.xml')).equals(XML)).toBe(true)
    expect(readFileSync(join(folder, 'upo.xml')).equals(UPO)).toBe(true)
  }
})

test('the Python on the page says what is missing', (context) => {
  const file = realArchive(true)
  expect(runSnippet(context, file, ksefNumber(2), temporaryFolder()).stdout).toContain('upo.xml is not in the archive')
  expect(runSnippet(context, file, ksefNumber(77), temporaryFolder())).toMatchObject({ status: 1, stderr: 'no accepted invoice has this KSeF number\n' })
})

test('the Python on the page follows the journal, and finds an entry that was changed or cut off', (context) => {
  const file = realArchive(true)
  const db = new Database(file)
  const head = db.prepare('SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1').get() as { number: number; hash: string }
  const noted = [String(head.number), head.hash]
  expect(runProgram(context, 'journal.py', file, ...noted)).toMatchObject({ status: 0, stderr: '', stdout: `${noted[0]!} entries, newest hash ${noted[1]!}\nthe chain holds\n` })
  db.exec(`DROP TRIGGER journal_never_changes; DROP TRIGGER journal_never_shrinks; DELETE FROM journalInvoices WHERE number = ${head.number}; DELETE FROM journal WHERE number = ${head.number}`)
  expect(runProgram(context, 'journal.py', file)).toMatchObject({ status: 0 })
  expect(runProgram(context, 'journal.py', file, ...noted).stdout).toContain('not the one that was noted elsewhere')
  db.exec("UPDATE journal SET content = replace(content, 'listed', 'failed') WHERE number = 1")
  expect(runProgram(context, 'journal.py', file).stdout).toContain('entry 1 was changed')
  db.close()
})

test('the page names the version, every table, and every column that matters', () => {
  expect(page).toContain(`version **${MIGRATIONS.length}**`)
  const isNamed = (name: string): boolean => page.includes(`\`${name}\``) || page.includes(`\`${name}/`) || page.includes(`/${name}\``) || page.includes(`\`/\`${name}\``)
  for (const db of [emptyArchive(), openCatalogue(':memory:')]) {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'invoiceWords_%' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[]
    expect(tables.filter((name) => !isNamed(name))).toEqual([])
  }
  const columns = emptyArchive()
    .prepare("SELECT DISTINCT c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'invoiceWords%' AND t.name NOT IN ('exports', 'exportedInvoices', 'refreshRuns')")
    .pluck()
    .all() as string[]
  expect(columns.filter((name) => !isNamed(name))).toEqual([])
})
