import { runCommandLine } from './commandLine/runCommandLine.ts'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
process.once('SIGTERM', () => stop.abort())

const { env: environment, stdout, stderr } = process
process.exitCode = await runCommandLine({ argv: process.argv.slice(2), environment, stdout, stderr, signal: stop.signal })
