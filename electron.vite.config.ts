import { existsSync, globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Node of the oldest Electron that runs the bundles: the test runtime. */
const NODE_TARGET = 'node20.18'
const CHROME_TARGET = 'chrome130'

/** Native or WebAssembly: they find their own files beside themselves. */
const EXTERNAL = ['electron', /^electron\//, 'better-sqlite3', 'libxml2-wasm']

const folder = (path: string) => resolve(import.meta.dirname, path)
const PRELOAD = folder('electron/preload/preload.ts')
const out = folder(process.env.TECZKA_OUT ?? 'out')

/** Each entry becomes out/main/<name>.js. A bench is one, and so is each main process that it starts. */
function mainEntries(): Record<string, string> {
  const app = ['main', 'cli', 'archiveWorker', 'importWorker', 'simulatorProcess'].map((name) => `electron/${name}.ts`)
  const benches = globSync('test/bench/*.{bench,main}.ts', { cwd: import.meta.dirname })
  const present = [...app, ...benches].map(folder).filter((file) => existsSync(file))
  return Object.fromEntries(present.map((file) => [basename(file, '.ts'), file]))
}

export default defineConfig({
  main: {
    build: {
      outDir: resolve(out, 'main'),
      target: NODE_TARGET,
      externalizeDeps: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: mainEntries(),
        external: EXTERNAL,
        // Beside the entries, so that new URL('./archiveWorker.js', import.meta.url) holds in every chunk.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  ...(existsSync(PRELOAD) && {
    preload: {
      build: {
        outDir: resolve(out, 'preload'),
        target: NODE_TARGET,
        externalizeDeps: false,
        minify: false,
        rolldownOptions: {
          input: { preload: PRELOAD },
          external: ['electron'],
          // A sandboxed preload is one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  }),
  renderer: {
    root: folder('renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(out, 'renderer'),
      target: CHROME_TARGET,
      minify: true,
      // Read from the disk, so that one large file costs nothing.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: folder('renderer/index.html') },
    },
  },
})
