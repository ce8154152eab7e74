import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { CATALOGUE_FILE } from '../../../../electron/archive/catalogue/connection.ts'
import { openTaxpayerCatalogue } from '../../../../electron/core/taxpayers/openTaxpayerCatalogue.ts'
import { CONTEXT } from '../../../support/archive.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

test('a damaged catalogue is told as such by whatever reads it', () => {
  const folder = temporaryFolder()
  const file = join(folder, CATALOGUE_FILE)
  openTaxpayerCatalogue(folder).close()
  const { size } = statSync(file)
  const damaged = openSync(file, 'r+')
  // All but the first page, which says what the file is.
  writeSync(damaged, Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096)
  closeSync(damaged)
  const catalogue = openTaxpayerCatalogue(folder)
  const error = expect.objectContaining({ code: 'archive-damaged', details: expect.objectContaining({ file }) as unknown }) as Error
  expect(() => catalogue.list()).toThrow(error)
  expect(() => catalogue.trust.list()).toThrow(error)
  expect(() => catalogue.budgetStoreOf(CONTEXT).loadPauses()).toThrow(error)
  catalogue.close()
})

test('a catalogue that another program keeps locked is told to be in use', () => {
  const folder = temporaryFolder()
  const catalogue = openTaxpayerCatalogue(folder)
  const other = new Database(join(folder, CATALOGUE_FILE))
  other.exec('BEGIN IMMEDIATE')
  expect(() => catalogue.budgetStoreOf(CONTEXT).exclusively(() => undefined)).toThrow(expect.objectContaining({ code: 'archive-busy' }) as Error)
  other.close()
  catalogue.close()
})
