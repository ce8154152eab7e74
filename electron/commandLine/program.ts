import packageJson from '../../package.json' with { type: 'json' }

/** Name and version, as they stand in manifests. */
export const PROGRAM = `${packageJson.productName} ${packageJson.version}`
