import { join } from 'node:path'
import { flipFuses, FuseV1Options } from '@electron/fuses'
import { TEST_RUNTIME_VERSION } from './electron/testRuntime.mjs'
import { FUSES } from './fuses.mjs'

/**
 * Called by electron-builder when the program is laid out, before it is signed.
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ packager, appOutDir, electronPlatformName }) {
  const { productFilename } = packager.appInfo
  const executables = new Map([
    ['darwin', `${productFilename}.app`],
    ['win32', `${productFilename}.exe`],
    ['linux', packager.config.linux?.executableName],
  ])
  const executable = executables.get(electronPlatformName)
  if (typeof executable !== 'string') throw new Error(`No executable is known for ${electronPlatformName}.`)
  await flipFuses(join(appOutDir, executable), fusesOf(packager.config.electronVersion))
}

/**
 * @param {string | null | undefined} electronVersion
 * @returns {import('@electron/fuses').FuseConfig}
 */
function fusesOf(electronVersion) {
  if (electronVersion !== TEST_RUNTIME_VERSION) return FUSES
  // The old Electron, packaged for trying only, does not have the ninth fuse.
  const { [FuseV1Options.WasmTrapHandlers]: _, ...known } = FUSES
  return { ...known, strictlyRequireAllFuses: false }
}
