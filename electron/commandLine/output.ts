/** Where a command speaks: with `--json` exactly one JSON value a line on standard output, otherwise text for people. */
export interface Output {
  readonly isJson: boolean
  /** A result for programs; silent without `--json`. */
  json(value: unknown): void
  /** A result for people; silent with `--json`. */
  line(text: string): void
  /** What is going on; always on standard error. */
  note(text: string): void
}

export function createOutput(isJson: boolean, streams: { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream }): Output {
  return {
    isJson,
    json: (value) => {
      if (isJson) streams.stdout.write(`${JSON.stringify(value)}\n`)
    },
    line: (text) => {
      if (!isJson) streams.stdout.write(`${text}\n`)
    },
    note: (text) => {
      streams.stderr.write(`${text}\n`)
    },
  }
}
