import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../../platform/clock.ts'
import type { HandOverResult } from '../../shared/contract/jobs.ts'
import type { Language } from '../../shared/contract/program.ts'
import { AppError } from '../../shared/errors.ts'
import { formatText } from '../../shared/messages/formatMessage.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import { warsawDayOf } from '../../shared/model/warsawDay.ts'
import type { Archive } from '../archiveOperations.ts'
import { bundleFileName } from '../documents/storedDocument.ts'
import { packBundle } from '../handOver/handOver.ts'

const README = {
  pl: {
    fileName: 'PRZECZYTAJ.txt',
    text: `Archiwum faktur i UPO: {name} ({type} {value})
Przekazane {day} z programu {program}.

{zip}
  Pliki faktur i UPO z KSeF, bez żadnych zmian, z listą (FAKTURY.csv), spisem dla programów (manifest.json),
  sumami SHA-256 i listą braków. Do przeglądania wystarczy dowolny program do plików ZIP.

{archive}
  Całe archiwum programu Teczka UPO: to samo oraz wszystkie stany, próby i historia zmian.
  Aby je otworzyć: w Teczce UPO wybierz pusty katalog archiwów, wgraj ten plik do jego folderu „archives”
  i dodaj firmę o tym numerze. To zwykła baza SQLite, opisana w dokumentacji programu.

SHA256SUMS zawiera sumy obu plików. Pliki zawierają dane kontrahentów – przechowuj je jak księgi.
`,
  },
  en: {
    fileName: 'README.txt',
    text: `Archive of invoices and UPO: {name} ({type} {value})
Handed over on {day} from {program}.

{zip}
  Invoice files and UPO as KSeF gave them, unchanged, with a list (INVOICES.csv), an index for programs (manifest.json),
  SHA-256 sums and a list of what is missing. Any program for ZIP files opens it.

{archive}
  The whole archive of the program Teczka UPO: the same, and all statuses, attempts and the history of changes.
  To open it: choose an empty archive folder in Teczka UPO, put this file into its folder "archives",
  and add the company with this number. It is a plain SQLite database, described in the program's documentation.

SHA256SUMS has the sums of both files. The files hold data of contractors: keep them as you keep the books.
`,
  },
} as const satisfies Record<Language, unknown>

export interface HandOverClientOptions {
  readonly archive: Archive
  /** The same archive in a thread of its own: the copy takes long. */
  readonly beside: Pick<Archive, 'copyArchive'>
  readonly archiveFile: string
  readonly context: KsefContext
  readonly displayName: string
  /** A folder is made in it. */
  readonly targetFolder: string
  readonly clock: Clock
  readonly language: Language
  /** Name and version of this program. */
  readonly program: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
}

/**
 * Hands over all of a client in a new folder: the plain files in a ZIP, a copy of the archive, sums of both, and a page that tells what is
 * what. It is in the history once all of that stands, so the copy does not tell of itself; nothing is left of one that failed, there or here. Throws
 * `file-not-writable`, `cancelled` and the `archive-…` codes.
 */
export async function handOverClient(options: HandOverClientOptions): Promise<HandOverResult> {
  const { archive, beside, archiveFile, context, displayName, targetFolder, clock, language, program, signal, onProgress } = options
  const zipName = bundleFileName(displayName, context.identifier.value, warsawDayOf(clock.now()))
  const folder = await makeNewFolder(targetFolder, zipName.replace(/\.zip$/, ''))
  try {
    const zipPath = join(folder, zipName)
    const packed = await packBundle({ archive, clock, context, selection: { kind: 'everything' }, targetPath: zipPath, language, program, signal, onProgress })
    const copyPath = join(folder, basename(archiveFile))
    await beside.copyArchive({ target: copyPath })
    const { fileName, text } = README[language]
    const { type, value } = context.identifier
    const readme = formatText(language, text, { name: displayName, type, value, day: warsawDayOf(clock.now()), program, zip: zipName, archive: basename(archiveFile) })
    await writeOwn(join(folder, fileName), readme)
    await writeOwn(join(folder, 'SHA256SUMS'), `${await sumOf(zipPath)}  ${zipName}\n${await sumOf(copyPath)}  ${basename(copyPath)}\n`)
    if (signal.aborted) throw new AppError('cancelled')
    await archive.recordExport(packed.export)
    return { ...packed.result, path: folder }
  } catch (cause) {
    await rm(folder, { recursive: true, force: true })
    throw cause
  }
}

/** Never one that is there: what an earlier hand-over holds stays as it is. */
async function makeNewFolder(parent: string, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const folder = join(parent, count === 1 ? name : `${name}-${count}`)
    try {
      await mkdir(folder)
      return folder
    } catch (cause) {
      const { code = null } = cause as NodeJS.ErrnoException
      if (code !== 'EEXIST') throw new AppError('file-not-writable', { details: { path: folder, reason: code }, cause })
    }
  }
}

async function writeOwn(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (cause) {
    throw new AppError('file-not-writable', { details: { path, reason: (cause as NodeJS.ErrnoException).code ?? null }, cause })
  }
}

/** SHA-256 of a file of any size, lower-case hex. */
async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
