import { defineConfig } from '@playwright/test';

// Journeys run against the release app, each worker with a server and a store of its own.
export default defineConfig({
  projects: [
    { name: 'journeys', testDir: 'journeys' },
    // `make bench`
    { name: 'mesures', testDir: 'mesures', workers: 1 },
  ],
  outputDir: 'test-results',
  // What a journey found, compared with what is committed beside it.
  snapshotPathTemplate: '{testDir}/ecrans/{arg}{ext}',
  updateSnapshots: 'none',
  globalSetup: './support/modele.ts',
  globalTeardown: './support/modele-fin.ts',
  workers: 2,
  // Journeys share their worker's store: one that fails is tried once more on a fresh one, and told « flaky ».
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // Chromium's own sandbox does not start as root (containers).
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
    screenshot: 'only-on-failure',
    // Recording each gesture takes longer than the gesture: only of what failed once.
    trace: 'on-first-retry',
  },
});
