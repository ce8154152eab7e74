import type { ParseArgsConfig } from 'node:util'
import type { Language } from '../shared/contract/program.ts'
import type { ExitCode } from './exitCodes.ts'
import type { Output } from './output.ts'

/** What one run of a command is given. Values of options are texts or flags as the person wrote them. */
export interface Invocation {
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly arguments: readonly string[]
  readonly language: Language
  readonly output: Output
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

export interface CliCommand {
  /** As it is typed after the name. */
  readonly usage: string
  readonly summary: Readonly<Record<Language, string>>
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly run: (invocation: Invocation) => Promise<ExitCode>
}

/** The text of an option, or null when it was not given. */
export function textOption({ options }: Invocation, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : null
}
