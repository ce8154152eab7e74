import { defineConfig } from '@playwright/test'

/** Run by `npm test`, which prepares an Electron first. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/journeys',
  // Two cores, and each journey is an Electron of several processes.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['../../build/test/journeyReporter.mjs']],
})
