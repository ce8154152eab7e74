import type { ParseArgsConfig } from 'node:util'
import { assertDefined } from '../shared/assert.ts'
import type { Language } from '../shared/contract/program.ts'
import type { ExitCode } from './exitCodes.ts'
import type { Output } from './output.ts'
import { usageError } from './usageError.ts'

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
  /** How many arguments it takes besides its options. */
  readonly takes: { readonly least: number; readonly most: number }
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly run: (invocation: Invocation) => Promise<ExitCode>
}

export const NO_ARGUMENTS = { least: 0, most: 0 } as const
export const ONE_ARGUMENT = { least: 1, most: 1 } as const

/** The argument at a place that `takes` promises. */
export function argumentAt({ arguments: given }: Invocation, index: number): string {
  return assertDefined(given[index], 'as many arguments were given as the command takes')
}

/** The text of an option, or null when it was not given. */
export function textOption({ options }: Invocation, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** An option whose values are on a short list; anything else is an error of usage. */
export function chosenOption<T extends string>(invocation: Invocation, name: string, choices: readonly T[], otherwise: T): T {
  const value = textOption(invocation, name)
  if (value === null) return otherwise
  const choice = choices.find((candidate) => candidate === value)
  if (choice === undefined) throw usageError(`--${name}: ${choices.join(' | ')}`)
  return choice
}

/** An option that is a whole number of these bounds. */
export function numberOption(invocation: Invocation, name: string, { least, most = 999_999_999, otherwise }: { readonly least: number; readonly most?: number; readonly otherwise: number }): number {
  const value = textOption(invocation, name)
  if (value === null) return otherwise
  if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most) throw usageError(`--${name}: ${least}–${most}`)
  return Number(value)
}

/** An option that is a day, `YYYY-MM-DD`. */
export function dayOption(invocation: Invocation, name: string): string | null {
  const value = textOption(invocation, name)
  if (value === null) return null
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) throw usageError(`--${name}: YYYY-MM-DD`)
  return value
}
