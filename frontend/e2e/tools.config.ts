import { defineConfig } from 'vitest/config'

// What is run by hand: measurements (build/measure-canvas) and the pictures of the README.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.cache/e2e',
  test: {
    include: ['**/*.tool.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
})
