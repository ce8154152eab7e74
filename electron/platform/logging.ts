import { join } from 'node:path'
import electronLog from 'electron-log/node.js'
import { AppError } from '../shared/errors.ts'
import { redactData } from './redact.ts'

const MAX_FILE_BYTES = 2 * 1024 * 1024
const MAX_CAUSES = 5

export type LogFacts = Readonly<Record<string, unknown>>

export interface Log {
  readonly info: (message: string, facts?: LogFacts) => void
  readonly warn: (message: string, facts?: LogFacts) => void
  /** `incidentId` is what the person sees; the line with it holds the whole chain of causes. */
  readonly failure: (incidentId: string, where: string, cause: unknown) => void
}

/** Writes one line of text. */
export type WriteLine = (level: 'info' | 'warn' | 'error', line: string) => void

/** A log that redacts everything before it is written. */
export function createLog(write: WriteLine): Log {
  const line = (message: string, facts: LogFacts): string => `${message} ${JSON.stringify(redactData(facts))}`
  return {
    info: (message, facts = {}) => write('info', line(message, facts)),
    warn: (message, facts = {}) => write('warn', line(message, facts)),
    failure: (incidentId, where, cause) => write('error', line('failure', { incidentId, where, causes: causesOf(cause) })),
  }
}

/** Lines into `main.log` of the folder; when it grows past 2 MB it becomes `main.old.log` and a new one begins. */
export function fileLogWriter(folder: string): WriteLine {
  const logger = electronLog.create({ logId: 'main' })
  logger.transports.console.level = false
  logger.transports.file.resolvePathFn = () => join(folder, 'main.log')
  logger.transports.file.maxSize = MAX_FILE_BYTES
  logger.transports.file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {level} {text}'
  return (level, text) => logger[level](text)
}

function causesOf(thrown: unknown): readonly LogFacts[] {
  const causes: LogFacts[] = []
  for (let cause = thrown; cause !== undefined && causes.length < MAX_CAUSES; cause = cause instanceof Error ? cause.cause : undefined) {
    causes.push(factsOf(cause))
  }
  return causes
}

function factsOf(cause: unknown): LogFacts {
  if (cause instanceof AppError) return { code: cause.code, details: cause.details, stack: cause.stack }
  if (cause instanceof Error) return { name: cause.name, message: cause.message, stack: cause.stack }
  return { thrown: String(cause) }
}
