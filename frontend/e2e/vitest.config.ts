import { defineConfig } from 'vitest/config'

// End-to-end tests: the built program and the system's Chromium, one file after the other.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.cache/e2e',
  test: {
    include: ['**/*.e2e.ts'],
    environment: 'node',
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    retry: 0,
  },
})
