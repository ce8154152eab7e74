import { FuseV1Options, FuseVersion } from '@electron/fuses'

/**
 * Electron's switches that are set once and for all in the packaged program, each with its reason. All are named: a new Electron
 * with one more fuse does not get packaged before somebody has decided.
 * @satisfies {import('@electron/fuses').FuseConfig}
 */
export const FUSES = /** @type {const} */ ({
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // The signed program must not serve others as a plain Node; worker threads do without it.
  [FuseV1Options.RunAsNode]: false,
  // The window keeps no cookies today; should it ever, they are encrypted like the secrets.
  [FuseV1Options.EnableCookieEncryption]: true,
  // NODE_OPTIONS and NODE_EXTRA_CA_CERTS of the surroundings must not load code or trust other authorities.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // --inspect would let any program of the same user read the keys in memory. (The journeys run on an unfused build for it.)
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // A changed app.asar does not start (Windows and macOS).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // No folder "app" beside app.asar, by which that check could be gone around.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // There is no snapshot of our own for the main process.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The window comes from app://; file: pages get no more than any browser gives them.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Faster WebAssembly, which reads and verifies every XML (libxml2-wasm).
  [FuseV1Options.WasmTrapHandlers]: true,
})
