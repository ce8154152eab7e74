import { isAbsolute } from 'node:path'
import { LANGUAGES } from '../shared/contract/program.ts'
import type { Language } from '../shared/contract/program.ts'

/** What the command line asks of the program. */
export interface StartFlags {
  /** Straight into the demo. */
  readonly demo: boolean
  /** Try the program's parts without a window, and end. */
  readonly selfTest: boolean
  /** Refresh all taxpayers at once. */
  readonly sync: boolean
  /** With `sync`: refresh, tell, and end, without a window. */
  readonly noWindow: boolean
  /** Start into the tray, where the settings allow it. */
  readonly inTray: boolean
  readonly userDataFolder: string | null
  /** Instead of the folder in the settings, for this run. */
  readonly archiveFolder: string | null
  readonly language: Language | null
}

export interface StartFlagsResult {
  readonly flags: StartFlags
  /** Arguments of ours that could not be used, as written. */
  readonly refused: readonly string[]
}

/** Reads our flags; those of Chromium and anything else are left alone. */
export function parseStartFlags(argv: readonly string[]): StartFlagsResult {
  const refused: string[] = []
  const valueOf = (name: string, isValid: (value: string) => boolean): string | null => {
    const given = argv.find((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`))
    if (given === undefined) return null
    const value = given.slice(name.length + 3)
    if (isValid(value)) return value
    refused.push(given)
    return null
  }
  const language = valueOf('language', isLanguage)
  const sync = argv.includes('--sync')
  const noWindow = argv.includes('--no-window')
  // A program that shows nothing and does nothing could only be forgotten.
  if (noWindow && !sync) refused.push('--no-window')
  const flags: StartFlags = {
    demo: argv.includes('--demo'),
    selfTest: argv.includes('--self-test'),
    sync,
    noWindow: noWindow && sync,
    inTray: argv.includes('--in-tray'),
    userDataFolder: valueOf('user-data-dir', isAbsolute),
    archiveFolder: valueOf('archive-folder', isAbsolute),
    language: language !== null && isLanguage(language) ? language : null,
  }
  return { flags, refused }
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text)
}
