import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { verifyEnveloped } from '../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import type { Bench, BenchTools, Figures } from './support/bench.ts'
import { listSessionUpo, type ListedSessionUpo } from './support/listedSessionUpo.ts'

const ENTRIES = 10_000
const WARM_UP_ENTRIES = 1_000
const TRIES = 3
const VERIFICATIONS = 5

const Measured = z.object({ seconds: z.number(), peakMb: z.number(), eventLoopP99Ms: z.number(), eventLoopMaxMs: z.number(), proven: z.int() })

/**
 * A signed session UPO of 10 000 entries taken into an archive that lists the 10 000 invoices: from the file to the committed rows, by the program's
 * own thread in a real main process; the best of three by seconds. Then its verification against xmlsec1's of the same file, medians of five.
 */
export const bench: Bench = async (tools) => {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-session-'))
  try {
    // The main process may run as another user.
    await chmod(folder, 0o755)
    const warmUp = await listSessionUpo(folder, WARM_UP_ENTRIES)
    const measured = await listSessionUpo(folder, ENTRIES)
    const tries: z.infer<typeof Measured>[] = []
    for (let round = 1; round <= TRIES; round += 1) {
      tools.say(`session-upo-10k: ${round} / ${TRIES}`)
      tries.push(await measureOnce(tools, { warmUp, measured }))
    }
    const [best] = tries.sort((one, other) => one.seconds - other.seconds)
    if (best?.proven !== ENTRIES) throw new Error(`only ${best?.proven ?? 0} of ${ENTRIES} invoices were proven`)
    return { ...best, ...(await compareWithXmlsec1(tools, measured.page)) } satisfies Figures
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measureOnce({ launchElectronMain }: BenchTools, pages: Readonly<Record<'warmUp' | 'measured', ListedSessionUpo>>): Promise<z.infer<typeof Measured>> {
  const app = await launchElectronMain({ entry: 'out/main/session-upo-10k.main.js', window: false })
  try {
    app.send(pages)
    return Measured.parse(await app.nextMessage())
  } finally {
    await app.close()
  }
}

async function compareWithXmlsec1({ provideCrossCheckTools }: BenchTools, file: string): Promise<Figures> {
  await provideCrossCheckTools()
  const bytes = await readFile(file)
  const attributes = ['SignedProperties', 'Signature'].flatMap((element) => ['--id-attr:Id', element])
  const ours: number[] = []
  const theirs: number[] = []
  // In turn, so that both meet the same load; the first of each only warms up.
  for (let round = 0; round <= VERIFICATIONS; round += 1) {
    const own = timed(() => verifyEnveloped(bytes).result === 'valid')
    const other = timed(() => spawnSync('xmlsec1', ['--verify', '--insecure', ...attributes, file]).status === 0)
    if (round === 0) continue
    ours.push(own)
    theirs.push(other)
  }
  const [verifySeconds, xmlsec1Seconds] = [median(ours), median(theirs)]
  return { verifySeconds: rounded(verifySeconds), xmlsec1Seconds: rounded(xmlsec1Seconds), ratioToXmlsec1: rounded(verifySeconds / xmlsec1Seconds) }
}

function timed(verifies: () => boolean): number {
  const startedAt = performance.now()
  if (!verifies()) throw new Error('the session UPO could not be verified (is xmlsec1 installed?)')
  return (performance.now() - startedAt) / 1_000
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
