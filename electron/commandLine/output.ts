/** Where a command speaks: with `--json` exactly one JSON value a line on standard output, otherwise text for people. */
export interface Output {
  readonly isJson: boolean
  /** A result for programs; silent without `--json`. */
  json(value: unknown): void
  /** One line of a result for people, whatever is in it; silent with `--json`. */
  line(text: string): void
  /** What is going on, on one line or several; always on standard error. */
  note(text: string): void
}

export function createOutput(isJson: boolean, streams: { readonly stdout: NodeJS.WritableStream; readonly stderr: NodeJS.WritableStream }): Output {
  return {
    isJson,
    json: (value) => {
      if (isJson) streams.stdout.write(`${JSON.stringify(value).replace(CONTROL, escaped)}\n`)
    },
    line: (text) => {
      if (!isJson) streams.stdout.write(`${harmless(text.replace(LINE_BREAKS, ' '))}\n`)
    },
    note: (text) => {
      streams.stderr.write(`${harmless(text)}\n`)
    },
  }
}

const LINE_BREAKS = /[^\S\t]*[\r\n\u2028\u2029]+[^\S\t]*/g

/** Names and descriptions are of others' making, and a terminal takes some characters for orders. */
const CONTROL = /(?![\t\n])\p{Cc}/gu

/** The same text with each such character as the sign that Unicode has for it. */
function harmless(text: string): string {
  return text.replace(CONTROL, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd'
  })
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
