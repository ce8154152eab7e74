import { z } from 'zod'
import { command } from './command.ts'
import { ErrorReportSchema, Nothing } from './common.ts'
import { Schedule } from './schedule.ts'

export const LANGUAGES = ['pl', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** `off`: no icon; `shown`: an icon while the window is open; `keeps-running`: closing the window leaves the program in the tray. */
export const TRAY_USES = ['off', 'shown', 'keeps-running'] as const

export const Settings = z.object({
  language: z.enum(['system', ...LANGUAGES]),
  theme: z.enum(['system', 'light', 'dark']),
  fetchInvoiceXml: z.boolean(),
  /** When all taxpayers are refreshed without being asked. */
  schedule: Schedule,
  /** The schedule rests until the person says otherwise. */
  isSchedulePaused: z.boolean(),
  tray: z.enum(TRAY_USES),
  /** Start with the computer. */
  startAtLogin: z.boolean(),
  /** Column widths and order of the invoice list, by column name; the window's own affair. */
  invoiceColumns: z.array(z.object({ name: z.string().max(40), width: z.int().min(40).max(1200), visible: z.boolean() })).max(40).readonly(),
})
export type Settings = z.infer<typeof Settings>

export const ProgramInfo = z.object({
  version: z.string(),
  electronVersion: z.string(),
  /** The language in force after `system` was looked up. */
  language: z.enum(LANGUAGES),
  /** Folder with the catalogue and the archives. */
  archiveFolder: z.string(),
  /** Why the archives of that folder could not be opened; null when they are open. Another folder can be chosen. */
  archiveProblem: ErrorReportSchema.nullable(),
  /** False: no key store, secrets live in memory until the program closes. */
  keyStoreAvailable: z.boolean(),
  /** Shown where the loopback KSeF may be chosen as an environment. */
  developerMode: z.boolean(),
  /** Start straight in the demo. */
  startInDemo: z.boolean(),
})
export type ProgramInfo = z.infer<typeof ProgramInfo>

export const program = {
  info: command(Nothing, ProgramInfo),
  settings: command(Nothing, Settings),
  changeSettings: command(Settings.partial(), Settings),
  /** System dialog; refuses network drives and synchronised folders with their reason; null when cancelled. */
  chooseArchiveFolder: command(Nothing, z.object({ archiveFolder: z.string() }).nullable()),
  copyText: command(z.object({ text: z.string().min(1).max(1_000_000) }), Nothing),
  /** Shows a file that this program wrote, in the system's file manager. */
  showInFolder: command(z.object({ path: z.string().max(4096) }), Nothing),
  /** Opens one of the addresses on a short list (the KSeF verification page, the project's page). */
  openExternal: command(z.object({ url: z.url() }), Nothing),
}
