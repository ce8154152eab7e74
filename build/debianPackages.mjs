import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { run, runHere } from './run.mjs'
import { say } from './say.mjs'

/** Whether a program can be started by its name. @param {string} program */
export function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))
}

/** Whether this process may install packages: root on Debian or Ubuntu. */
export function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && isOnPath('apt-get')
}

/** @type {Promise<unknown> | undefined} */
let updated

/**
 * Installs packages without asking. Whether they came is for the caller to see, from the programs themselves.
 * @param {readonly string[]} packages
 * @param {string} purpose ends the sentence 'Installing …'
 */
export async function installPackages(packages, purpose) {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  say(`Installing ${purpose}: ${packages.join(' ')} …`)
  updated ??= runHere('apt-get', ['update', '-qq'], options)
  await updated
  await runHere('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

/**
 * What a person types to install packages here, or how Debian calls them.
 * @param {readonly string[]} packages
 * @param {string} [fedora] Fedora's names
 */
export function installCommand(packages, fedora) {
  if (isOnPath('apt-get')) return `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`
  if (fedora !== undefined && isOnPath('dnf')) return `sudo dnf install ${fedora}`
  return `your package manager (Debian calls them ${packages.join(' ')})`
}

/**
 * Debian 13 and Ubuntu 24.04 renamed some libraries when time became 64 bits wide.
 * @param {string} name
 */
export async function currentName(name) {
  const { stdout } = await run('apt-cache', ['--names-only', 'search', `^${name}t64$`])
  return stdout.trim() === '' ? name : `${name}t64`
}
