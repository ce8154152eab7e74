import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { TEST_NIP } from '../support/certificates.ts'
import { writeImportFiles } from '../support/importFiles.ts'
import type { Bench, BenchTools, Figures } from './support/bench.ts'

const FILES = 20_000
const TRIES = 3

const Measured = z.object({ perSecond: z.int(), eventLoopP99Ms: z.number(), eventLoopMaxMs: z.number(), peakRssMb: z.number(), stored: z.int() })

/**
 * 20 000 files taken into a new archive by a real main process: invoices and their signed receipts, a fifth of them in ZIPs. The best of
 * three by files a second; all figures of one try.
 */
export const bench: Bench = async (tools) => {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-import-'))
  try {
    // The main process may run as another user.
    await chmod(folder, 0o755)
    tools.say('import-20k: …')
    await writeImportFiles(folder, FILES)
    const tries: z.infer<typeof Measured>[] = []
    for (let round = 1; round <= TRIES; round += 1) {
      tools.say(`import-20k: ${round} / ${TRIES}`)
      tries.push(await measureOnce(tools, folder))
    }
    const [best] = tries.sort((one, other) => other.perSecond - one.perSecond)
    if (best?.stored !== FILES) throw new Error(`only ${best?.stored ?? 0} of ${FILES} files were stored`)
    return best satisfies Figures
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measureOnce({ launchElectronMain }: BenchTools, folder: string): Promise<z.infer<typeof Measured>> {
  const app = await launchElectronMain({ entry: 'out/main/import-20k.main.js' })
  try {
    app.send({ folder, nip: TEST_NIP })
    return Measured.parse(await app.nextMessage())
  } finally {
    await app.close()
  }
}
