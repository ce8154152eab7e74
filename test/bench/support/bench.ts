/** What a bench found out, each figure with its unit in its name: `seconds`, `peakRssMb`. */
export type Figures = Readonly<Record<string, number | string>>

/** A process that is talked to in JSON, an object a line. */
export interface Conversation {
  readonly pid: number
  /** Its exit code; 1 when a signal ended it. */
  readonly exited: Promise<number>
  /** Writes a line to its stdin. */
  readonly send: (message: unknown) => void
  /** The next line of its stdout that is not yet read. Rejects when the process ended without one. */
  readonly nextMessage: () => Promise<unknown>
  /** Ends the process, unless it has ended, and removes what it was given. */
  readonly close: () => Promise<void>
}

export interface LaunchedElectron extends Conversation {
  readonly electronVersion: string
  /** A folder that it may write to and that `close` removes. */
  readonly home: string
}

export interface LaunchOptions {
  /** The bundled entry, relative to the project folder: 'out/main/batch-10k.main.js'. */
  readonly entry: string
  readonly args?: readonly string[]
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>
}

export interface ElectronLaunchOptions extends LaunchOptions {
  /** False for a main process that opens no window: it needs no display, no sandbox and no other user than this one. */
  readonly window?: boolean
}

/** What a bench may start. Whatever it left running is closed when it ends. */
export interface BenchTools {
  /** Runs an entry as Electron's main process, on a display that nobody watches. */
  readonly launchElectronMain: (options: ElectronLaunchOptions) => Promise<LaunchedElectron>
  /** Runs an entry in a Node of its own, e.g. 'out/main/simulatorProcess.js'. */
  readonly launchNode: (options: LaunchOptions) => Promise<Conversation>
  /** Installs programs of others that a bench holds ours against (xmlsec1), where that may be done. */
  readonly provideCrossCheckTools: () => Promise<void>
  /** Tells the person how far it is, on stderr. */
  readonly say: (message: string) => void
}

/** `test/bench/<name>.bench.ts` exports one as `bench`; `<name>.main.ts` beside it is bundled as a main process. */
export type Bench = (tools: BenchTools) => Promise<Figures>
