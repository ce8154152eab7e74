import { defineConfig } from 'eslint/config'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import jsxA11y from 'eslint-plugin-jsx-a11y-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The arrows of the architecture: a layer may import from the layers named here and from itself. */
const LAYERS = {
  shared: [],
  crypto: ['shared'],
  platform: ['shared'],
  ksef: ['shared', 'crypto', 'platform'],
  archive: ['shared', 'platform'],
  documents: ['shared', 'crypto', 'platform'],
  simulator: ['shared', 'crypto', 'platform'],
  core: ['shared', 'crypto', 'platform', 'ksef', 'archive', 'documents'],
  ipc: ['shared', 'platform', 'core'],
  preload: ['shared'],
  security: ['shared', 'platform'],
  windows: ['shared', 'platform', 'security', 'ipc', 'core'],
}

const ALL_LAYERS = Object.keys(LAYERS)

const layerZones = ALL_LAYERS.map((layer) => ({
  target: `./electron/${layer}`,
  from: [...ALL_LAYERS.filter((other) => other !== layer && !LAYERS[layer].includes(other)).map((other) => `./electron/${other}`), './renderer'],
  message: `electron/${layer} may import only ${['itself', ...LAYERS[layer]].join(', ')}: pass what it needs as an argument, or move the shared part to electron/shared.`,
}))

const rendererZone = {
  target: './renderer',
  from: ALL_LAYERS.filter((layer) => layer !== 'shared').map((layer) => `./electron/${layer}`),
  message: 'The window knows only electron/shared: ask the main process through window.api.',
}

const EXTENSIONS = ['.ts', '.tsx', '.js']

const ELECTRON_FREE = ['core', 'ksef', 'archive', 'documents', 'crypto', 'shared', 'simulator', 'platform']

export default defineConfig(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', '.cache/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    // One program for all, or what the tests import would be read twice.
    languageOptions: { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...layerZones, rendererZone] }],
      // A walk through all imports takes seconds: on the build server only.
      'import-x/no-cycle': process.env.CI === 'true' ? 'error' : 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/only-throw-error': 'error',
      'no-console': 'error',
    },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: EXTENSIONS })],
      'import-x/extensions': EXTENSIONS,
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
  },
  {
    files: ELECTRON_FREE.map((layer) => `electron/${layer}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'This layer also runs in plain Node (CLI, worker, tests): give it what it needs from main.ts.' }] },
      ],
    },
  },
  {
    files: ['electron/archiveWorker.ts', 'electron/importWorker.ts', 'electron/simulatorProcess.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^\\./(?:${ALL_LAYERS.filter((layer) => layer !== 'shared' && layer !== 'platform').join('|')})/`,
              allowTypeImports: true,
              message: 'A thread that awaits at the top level of a module may wait for ever: load it in loadWhileAwake, which says why.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    plugins: { 'jsx-a11y-x': jsxA11y },
    rules: jsxA11y.configs.recommended.rules ?? {},
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['**/*.config.ts', 'vitest.config.ts', 'electron.vite.config.ts'], extends: [tseslint.configs.disableTypeChecked] },
)
