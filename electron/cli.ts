import { EXIT } from './commandLine/exitCodes.ts'
import { runCommandLine } from './commandLine/runCommandLine.ts'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

const { env: environment, stdout, stderr } = process

// A reader that has had enough (`| head`) ends the command quietly; what is on disk by then is whole.
stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause
  process.exit(EXIT.done)
})
process.exitCode = await runCommandLine({ argv: process.argv.slice(2), environment, stdout, stderr, signal: stop.signal })
