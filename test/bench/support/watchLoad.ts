import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How long this process let its events wait, in milliseconds, and the most memory that it ever held, in MB. */
export interface Load {
  readonly eventLoopP99Ms: number
  readonly eventLoopMaxMs: number
  readonly peakRssMb: number
}

/** Watches from now until the load is asked for. */
export function watchLoad(): () => Load {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return () => {
    delay.disable()
    return {
      eventLoopP99Ms: Math.round(delay.percentile(99) / 1e5) / 10,
      eventLoopMaxMs: Math.round(delay.max / 1e5) / 10,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  }
}
