import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const SWITCHES = [
  { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', closed: '1' },
  { file: '/proc/sys/kernel/unprivileged_userns_clone', closed: '0' },
]

/**
 * Chromium's sandbox on Linux wants user namespaces, which some systems (Ubuntu from 23.10) keep from ordinary programs, or else
 * its helper owned by root.
 * @param {string} folder the Electron distribution
 * @returns {string | undefined} what to type, or undefined when the sandbox can start
 */
export function whySandboxFails(folder) {
  if (process.platform !== 'linux') return undefined
  const restricted = SWITCHES.some(({ file, closed }) => existsSync(file) && readFileSync(file, 'utf8').trim() === closed)
  const helper = join(folder, 'chrome-sandbox')
  if (!restricted || isSetuidRoot(helper)) return undefined
  return (
    "This system keeps user namespaces from programs, and Chromium's sandbox needs them or its own helper. Prepare the helper with:\n" +
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  )
}

/** @param {string} file */
function isSetuidRoot(file) {
  if (!existsSync(file)) return false
  const { uid, mode } = statSync(file)
  return uid === 0 && (mode & 0o4755) === 0o4755
}
