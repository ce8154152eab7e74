import { z } from 'zod'
import { Settings } from '../shared/contract/program.ts'
import { openJsonFile } from './jsonFile.ts'

/** What the window may change, and what it may not: a folder and certificates come from the system's dialogs. */
export const StoredSettings = Settings.extend({
  archiveFolder: z.string().min(1).nullable(),
  /** Certificates (DER) of a company network, trusted on every connection. */
  networkCertificates: z.array(z.object({ der: z.base64(), addedAt: z.string() })).readonly(),
  /** The person was told once that closing the window leaves the program in the tray. */
  wasToldOfTray: z.boolean(),
})
export type StoredSettings = z.infer<typeof StoredSettings>

export const DEFAULT_SETTINGS: StoredSettings = {
  language: 'system',
  theme: 'system',
  fetchInvoiceXml: true,
  schedule: { kind: 'off' },
  isSchedulePaused: false,
  tray: 'off',
  startAtLogin: false,
  invoiceColumns: [],
  archiveFolder: null,
  networkCertificates: [],
  wasToldOfTray: false,
}

export interface SettingsStore {
  readonly current: StoredSettings
  /** Validates, keeps on disk, and gives the whole. */
  change(part: Partial<StoredSettings>): StoredSettings
}

export interface OpenSettingsOptions {
  readonly folder: string
  readonly onDamaged: (cause: unknown, keptAt: string) => void
}

/** Settings in `settings.json` of the user-data folder; a damaged file is set aside and the defaults hold. */
export function openSettings({ folder, onDamaged }: OpenSettingsOptions): SettingsStore {
  const file = openJsonFile({ folder, name: 'settings', schema: StoredSettings, fallback: DEFAULT_SETTINGS, onDamaged })
  return {
    get current() {
      return file.value
    },
    change(part) {
      file.write(StoredSettings.parse({ ...file.value, ...part }))
      return file.value
    },
  }
}
