import { installPackages, isOnPath, mayInstall } from '../debianPackages.mjs'

/** Programs of others by which tests check ours, and their Debian packages. */
const TOOLS = { xmlsec1: 'xmlsec1', openssl: 'openssl', python3: 'python3' }

/** Installs the tools where that may be done; elsewhere the tests that want a missing one are skipped, and say so. */
export async function provideCrossCheckTools() {
  const missing = Object.entries(TOOLS).flatMap(([program, debianPackage]) => (isOnPath(program) ? [] : [debianPackage]))
  if (missing.length > 0 && mayInstall()) await installPackages(missing, 'programs that check ours')
}
