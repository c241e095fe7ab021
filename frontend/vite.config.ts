import react from '@vitejs/plugin-react'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Plugin, ProxyOptions } from 'vite'
import { defineConfig } from 'vitest/config'

// The interface is served from the program's own origin: by Wails in the window, by the Go
// bridge in a browser. While developing, Vite passes calls on to a bridge that runs already:
//
//   greenlight --browser --address 127.0.0.1:7777
//   GREENLIGHT_BRIDGE='http://127.0.0.1:7777/?token=…' npm run dev
//
// The token works once; the cookie that it gives is kept for the next start of Vite.
const kept = new URL('node_modules/.cache/bridge.json', import.meta.url)

async function bridge(): Promise<{ origin: string; cookie: string }> {
  const address = process.env.GREENLIGHT_BRIDGE
  if (!address) return { origin: 'http://127.0.0.1:7777', cookie: '' }
  const { origin } = new URL(address)
  const answer = await fetch(address, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (cookie) {
    mkdirSync(new URL('.', kept), { recursive: true })
    writeFileSync(kept, JSON.stringify({ origin, cookie }))
    return { origin, cookie }
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as { origin: string; cookie: string }
}

const injectBridge: Plugin = {
  name: 'inject-bridge',
  apply: 'serve',
  transformIndexHtml: () => [{ tag: 'script', attrs: { src: '/bridge.js' }, injectTo: 'head-prepend' }],
}

export default defineConfig(async ({ command }) => {
  const serving = command === 'serve' && !process.env.VITEST
  const { origin, cookie } = serving ? await bridge() : { origin: '', cookie: '' }
  const passOn: ProxyOptions = { target: origin, changeOrigin: true, headers: { origin, cookie } }
  return {
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
      port: Number(process.env.PORT ?? 5173),
      strictPort: true,
      proxy: serving ? { '/bridge.js': passOn, '/call': passOn, '/events': passOn, '/files': passOn } : undefined,
    },
    test: {
      environment: 'jsdom',
      setupFiles: ['src/test/setup.ts'],
      testTimeout: 30_000,
      include: ['src/**/*.test.{ts,tsx}'],
      css: { modules: { classNameStrategy: 'non-scoped' as const } },
    },
  }
})
