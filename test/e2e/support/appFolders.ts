import { chownSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const ElectronForPlaywright = z.object({
  executable: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  dataRoot: z.string(),
  owner: z.object({ uid: z.number(), gid: z.number() }).nullable(),
})

/** The Electron that `npm test` prepared, and who runs it (build/electron/handToPlaywright.mjs). */
export function electronForPlaywright(): z.infer<typeof ElectronForPlaywright> {
  const handed = process.env.TECZKA_E2E_ELECTRON
  if (handed === undefined) throw new Error('The journeys are run by: npm test -- journeys')
  return ElectronForPlaywright.parse(JSON.parse(handed))
}

/** Makes a folder that the app may write to, also where it runs as another user. It vanishes with the run. */
export function makeAppFolder(name: string): string {
  const { dataRoot, owner } = electronForPlaywright()
  const folder = mkdtempSync(join(dataRoot, `${name}-`))
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  return folder
}
