import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { AppError, toErrorReport } from '../shared/errors.ts'
import type { Language } from '../shared/contract/program.ts'
import { describeError } from '../shared/messages/errors.ts'
import { effectiveLanguage } from '../shared/model/language.ts'
import type { CliCommand } from './command.ts'
import { COMMANDS } from './commands/index.ts'
import { EXIT, exitCodeOf } from './exitCodes.ts'
import type { ExitCode } from './exitCodes.ts'
import { createOutput } from './output.ts'
import type { Output } from './output.ts'
import { usageError } from './usageError.ts'
import { usageLine, usageText } from './usageText.ts'

export interface CommandLineProcess {
  readonly argv: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  readonly signal: AbortSignal
}

const COMMON_OPTIONS = { json: { type: 'boolean' }, language: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

/** Carries out one command and gives its exit code; every failure is told in the person's language, or as JSON with `--json`. */
export async function runCommandLine({ argv, environment, stdout, stderr, signal }: CommandLineProcess): Promise<ExitCode> {
  const output = createOutput(argv.includes('--json'), { stdout, stderr })
  const language = languageOf(argv, environment)
  const found = findCommand(argv)
  if (found === null) {
    const [unknown] = argv
    const isQuestion = unknown === undefined || argv.includes('--help') || argv.includes('-h')
    const exitCode = isQuestion ? EXIT.done : tellFailure(usageError(unknown), output, language)
    output.note(usageText(language, COMMANDS))
    return exitCode
  }
  try {
    return await run(found.command, found.rest, { output, language, environment, signal })
  } catch (cause) {
    const exitCode = tellFailure(cause, output, language)
    if (cause instanceof AppError && cause.code === 'wrong-usage') output.note(usageLine(found.command))
    return exitCode
  }
}

interface Surroundings {
  readonly output: Output
  readonly language: Language
  readonly environment: CommandLineProcess['environment']
  readonly signal: AbortSignal
}

async function run(command: CliCommand, args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const parsed = parse(command, args)
  if (parsed.values.help === true) {
    surroundings.output.note(usageText(surroundings.language, [command]))
    return EXIT.done
  }
  const { least, most } = command.takes
  const { positionals } = parsed
  if (positionals.length < least || positionals.length > most) throw usageError(positionals[most] ?? null)
  return command.run({ ...surroundings, options: parsed.values, arguments: parsed.positionals })
}

function parse(command: CliCommand, args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = { ...COMMON_OPTIONS, ...command.options }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    // No option of ours may be given more than once, so there are no lists.
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals }
  } catch (cause) {
    // Node names the wrong option in its message, in English; a value is never part of it.
    throw usageError(cause instanceof Error ? (/--?[\w-]+/.exec(cause.message)?.[0] ?? null) : null)
  }
}

/** The command whose name the arguments begin with, and what follows it. */
function findCommand(argv: readonly string[]): { readonly command: CliCommand; readonly rest: readonly string[] } | null {
  for (const command of COMMANDS) {
    const words = nameOf(command)
    if (words.every((word, index) => argv[index] === word)) return { command, rest: argv.slice(words.length) }
  }
  return null
}

/** The words before the first argument or option: `context add-many`. */
function nameOf({ usage }: CliCommand): readonly string[] {
  const words = usage.split(' ')
  const end = words.findIndex((word) => !/^[a-z]+(-[a-z]+)*$/.test(word))
  return end === -1 ? words : words.slice(0, end)
}

function languageOf(argv: readonly string[], environment: CommandLineProcess['environment']): Language {
  const asked = argv[argv.indexOf('--language') + 1]
  if (argv.includes('--language') && (asked === 'pl' || asked === 'en')) return asked
  return effectiveLanguage('system', [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].flatMap((tag) => (tag === undefined || tag === '' ? [] : [tag])))
}

function tellFailure(cause: unknown, output: Output, language: Language): ExitCode {
  const report = toErrorReport(cause)
  if (output.isJson) output.json({ error: report })
  const { whatHappened, nextStep } = describeError(language, report)
  output.note(`${whatHappened}\n${nextStep}`)
  if (report.code === 'unexpected') output.note(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
  return exitCodeOf(report.code)
}
