/** How exports behave; all of it can be changed while the simulator runs. */
export interface ExportSettings {
  /** Invoices in a package before it is truncated. */
  readonly invoicesPerPackage: number
  /** Compressed bytes in a package before it is truncated; met to about 64 kB, and by one invoice at least. */
  readonly packageBytes: number
  /** Bytes in a part before encryption. */
  readonly partBytes: number
  /** How long an export answers 100, in milliseconds of the simulator's clock; 0 for as long as the package takes. */
  readonly processingMs: number
  /** How long a finished package can be had, by the same clock. */
  readonly packageLifeMs: number
  /** How far the high-water mark of permanent storage stands behind now. */
  readonly highWaterLagMs: number
}

/** KSeF's own limits (open-api.json, `POST /invoices/exports`); life and lag are not told there. */
export const USUAL_EXPORTS: ExportSettings = {
  invoicesPerPackage: 10_000,
  packageBytes: 1_000_000_000,
  partBytes: 50_000_000,
  processingMs: 1000,
  packageLifeMs: 3 * 86_400_000,
  highWaterLagMs: 30_000,
}

const LEAST: ExportSettings = { invoicesPerPackage: 1, packageBytes: 1, partBytes: 16, processingMs: 0, packageLifeMs: 0, highWaterLagMs: 0 }

/** The settings among the fields of an object; null where one of them is no whole number or too small. */
export function readExportSettings(given: Readonly<Record<string, unknown>>): Partial<ExportSettings> | null {
  const names = (Object.keys(LEAST) as (keyof ExportSettings)[]).filter((name) => given[name] !== undefined)
  const isFit = names.every((name) => Number.isSafeInteger(given[name]) && Number(given[name]) >= LEAST[name])
  return isFit ? Object.fromEntries(names.map((name) => [name, given[name]])) : null
}
