import type { ErrorReport } from '../../shared/errors.ts'
import type { ArchiveAddress, WritableDb } from '../connection.ts'

/** An operation on one archive: the connection comes first, then at most one input. */
export type Operation = (db: WritableDb, input: never) => unknown

export type Operations = Readonly<Record<string, Operation>>

/** The operations of one archive from another thread: the same names and inputs, answers as promises. */
export type Promised<T extends Operations> = {
  readonly [Name in keyof T]: T[Name] extends (db: never, ...input: infer Input) => infer Output ? (...input: Input) => Promise<Output> : never
}

/** What is asked of the archives: an operation on one that exists, to make one, to close one, to close them all. */
export type Act =
  | { readonly kind: 'operate'; readonly address: ArchiveAddress; readonly operation: string; readonly input: unknown }
  | { readonly kind: 'create'; readonly address: ArchiveAddress }
  | { readonly kind: 'close'; readonly file: string }
  | { readonly kind: 'close-all' }

export interface Request {
  readonly id: number
  readonly act: Act
}

/** What came of it. `message` and `stack` of a failure are for the log only. */
export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorReport; readonly message: string; readonly stack: string | null }
