import { defineConfig } from '@playwright/test'

/** Run by `npm test`, which prepares an Electron first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/journeys',
  // Two cores, and each journey is an Electron of several processes.
  workers: 2,
  fullyParallel: true,
  // A journey that passes at its second start is reported as flaky, with what its first one showed.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['../../build/test/journeyReporter.mjs']],
})
