import { z } from 'zod'
import type { Bench } from './support/bench.ts'

const WindowLoaded = z.object({ rssMb: z.number() })

/** From starting the program to a loaded window, with an empty user data folder. */
export const bench: Bench = async ({ launchElectronMain }) => {
  const startedAt = performance.now()
  const app = await launchElectronMain({ entry: 'out/main/start-up.main.js' })
  const launchedAt = performance.now()
  const { rssMb } = WindowLoaded.parse(await app.nextMessage())
  const loadedAt = performance.now()
  return {
    electron: app.electronVersion,
    prepareSeconds: rounded((launchedAt - startedAt) / 1000),
    windowSeconds: rounded((loadedAt - launchedAt) / 1000),
    mainRssMb: rssMb,
  }
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
