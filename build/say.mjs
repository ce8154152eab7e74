/**
 * Tells the person what a script does. On stderr, so that stdout holds results only (`--json`).
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`${message}\n`)
}
