import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { say } from './say.mjs'

/** @typedef {import('../test/bench/support/bench.ts').Conversation} Conversation */

/**
 * Talks with a program in JSON, an object a line: its stdin hears, its stdout answers. What it prints besides goes to stderr.
 * @param {import('node:child_process').ChildProcess} child started with stdin and stdout as pipes
 * @returns {Conversation}
 */
export function talkToProcess(child) {
  /** @type {unknown[]} */
  const unread = []
  /** @type {Array<{ resolve: (message: unknown) => void, reject: (cause: Error) => void }>} */
  const waiting = []
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('A conversation needs stdin and stdout as pipes.')

  createInterface({ input: stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return say(line)
    const message = JSON.parse(line)
    const reader = waiting.shift()
    if (reader === undefined) unread.push(message)
    else reader.resolve(message)
  })
  // 'close' comes after the last line, 'exit' may come before it.
  const exited = once(child, 'close').then(([code, signal]) => {
    const ending = new Error(`The process ended (${signal ?? `exit code ${code}`}) before it said anything more.`)
    for (const { reject } of waiting.splice(0)) reject(ending)
    return typeof code === 'number' ? code : 1
  })
  return {
    pid: child.pid ?? 0,
    exited,
    send: (message) => {
      stdin.write(`${JSON.stringify(message)}\n`)
    },
    nextMessage: () =>
      new Promise((resolve, reject) => {
        if (unread.length > 0) resolve(unread.shift())
        else if (child.exitCode !== null || child.signalCode !== null) reject(new Error('The process has ended.'))
        else waiting.push({ resolve, reject })
      }),
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill()
      await exited
    },
  }
}
