import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { projectFolder } from '../projectFolder.mjs'

const FOLDER = 'out/tests'
const STAND_IN = join(projectFolder, 'test', 'inElectron', 'vitest.ts')

/**
 * Bundles tests written for vitest into one program for Electron's main process.
 * @param {string} entry relative to the project folder
 * @returns {Promise<string>} the bundled entry, relative to the project folder
 */
export async function bundleForElectron(entry) {
  const name = basename(dirname(entry))
  await build({
    root: projectFolder,
    configFile: false,
    logLevel: 'warn',
    plugins: [standInForVitest(), keepPlaces()],
    ssr: { noExternal: true, external: ['libxml2-wasm', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir: join(projectFolder, FOLDER),
      target: 'node20.18',
      rolldownOptions: { input: { [name]: join(projectFolder, entry) }, external: ['electron'] },
    },
  })
  return `${FOLDER}/${name}.js`
}

/** @returns {import('vite').Plugin} */
function standInForVitest() {
  return {
    name: 'stand-in-for-vitest',
    enforce: 'pre',
    resolveId: (source, importer) => (source === 'vitest' && importer !== STAND_IN ? STAND_IN : undefined),
  }
}

/**
 * Tests find files by where their source lies, which a bundle forgets.
 * @returns {import('vite').Plugin}
 */
function keepPlaces() {
  return {
    name: 'keep-places',
    enforce: 'pre',
    transform: (code, id) => {
      const ours = !relative(projectFolder, id).startsWith('..') && !id.includes('node_modules')
      if (!ours || !code.includes('import.meta.')) return undefined
      return code
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll('import.meta.filename', JSON.stringify(id))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
    },
  }
}
