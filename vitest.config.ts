import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}'],
    // Two cores; each worker loads native modules once.
    maxWorkers: 2,
    // The files share a worker, for no test replaces a module: each library is loaded once, and all take a third of the time.
    isolate: false,
    // Only for what hangs: a busy machine may take ten times as long as a quiet one.
    testTimeout: 60_000,
    hookTimeout: 30_000,
    // Days are Warsaw days whatever the machine's zone is; a zone far from Warsaw shows code that forgot.
    env: { TZ: 'America/Los_Angeles' },
  },
})
