import { createInterface } from 'node:readline'

/** Hears orders as a line of JSON on stdin, says what came of them as a line on stdout, and ends; with 1 and the reason on stderr where they fail. */
export function answerOrders(carryOut: (orders: unknown) => Promise<unknown>): void {
  createInterface({ input: process.stdin }).once('line', (line) => {
    carryOut(JSON.parse(line)).then(
      (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0)),
      (cause: unknown) => {
        process.stderr.write(`${String(cause)}\n`)
        process.exit(1)
      },
    )
  })
}
