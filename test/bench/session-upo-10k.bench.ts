import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { verifyEnveloped } from '../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import type { Bench, BenchTools, Figures } from './support/bench.ts'
import { listSessionUpo, type ToEnter } from './support/listedSessionUpo.ts'

const ENTRIES = 10_000
const WARM_UP_ENTRIES = 1_000
const TRIES = 3
const VERIFICATIONS = 5

const Entered = z.object({ seconds: z.number(), peakMb: z.number(), eventLoopP99Ms: z.number(), eventLoopMaxMs: z.number(), proven: z.int() })
const Measured = z.object({ entered: z.array(Entered).length(TRIES) })

/**
 * A signed session UPO of 10 000 entries taken into an archive that lists the 10 000 invoices: from the file to the committed rows, by the program's
 * own thread in a real main process, three times into three archives as for three taxpayers; the best by seconds, and the first. Then its verification against xmlsec1's of the same file, medians of five.
 */
export const bench: Bench = async (tools) => {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-session-'))
  try {
    // The main process may run as another user.
    await chmod(folder, 0o755)
    const warmUp = await listSessionUpo(folder, WARM_UP_ENTRIES)
    const measured = await listSessionUpo(folder, ENTRIES)
    tools.say('session-upo-10k: …')
    const { entered } = await measure(tools, { warmUp, measured, tries: TRIES })
    const lacking = entered.find(({ proven }) => proven !== ENTRIES)
    if (lacking !== undefined) throw new Error(`only ${lacking.proven} of ${ENTRIES} invoices were proven`)
    return { ...bestOf(entered), firstSeconds: entered[0]?.seconds ?? Number.NaN, ...(await compareWithXmlsec1(tools, measured.page)) } satisfies Figures
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measure({ launchElectronMain }: BenchTools, pages: ToEnter): Promise<z.infer<typeof Measured>> {
  const app = await launchElectronMain({ entry: 'out/main/session-upo-10k.main.js', window: false })
  try {
    app.send(pages)
    return Measured.parse(await app.nextMessage())
  } finally {
    await app.close()
  }
}

/** The shortest time; of all else the worst of the three. */
function bestOf(entered: readonly z.infer<typeof Entered>[]): z.infer<typeof Entered> {
  const worst = (figure: 'peakMb' | 'eventLoopP99Ms' | 'eventLoopMaxMs'): number => Math.max(...entered.map((one) => one[figure]))
  return { seconds: Math.min(...entered.map(({ seconds }) => seconds)), peakMb: worst('peakMb'), eventLoopP99Ms: worst('eventLoopP99Ms'), eventLoopMaxMs: worst('eventLoopMaxMs'), proven: ENTRIES }
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
