import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

// The interface is served from the program's own origin: by Wails in the window, by the Go
// bridge in a browser. While developing, Vite passes calls on to a bridge that runs already.
const bridge = process.env.GREENLIGHT_BRIDGE ?? 'http://127.0.0.1:7777'
const passOn = { target: bridge, changeOrigin: true }

const injectBridge: Plugin = {
  name: 'inject-bridge',
  apply: 'serve',
  transformIndexHtml: () => [{ tag: 'script', attrs: { src: '/bridge.js' }, injectTo: 'head-prepend' }],
}

export default defineConfig({
  base: './',
  plugins: [react(), injectBridge],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'mantine', test: /node_modules\/@mantine|node_modules\/@floating-ui/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/bridge.js': passOn, '/call': passOn, '/events': passOn, '/files': passOn },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
})
