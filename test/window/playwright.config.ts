import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

/** The real window on a made-up `window.api`, in plain Chromium: quick, and possible where no Electron runs. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/window',
  globalSetup: resolve(import.meta.dirname, 'buildPage.ts'),
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 5_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['../../build/test/journeyReporter.mjs']],
})
