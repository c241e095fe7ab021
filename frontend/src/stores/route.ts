// The place in the program is kept in the address after "#", which works from any origin:
// Wails serves from its own scheme, the bridge from loopback.
import { useSyncExternalStore } from 'react'

export type ScreenName = 'home' | 'build' | 'knowledge' | 'models' | 'settings'

export interface Route {
  screen: ScreenName
  /** Id of the assistant (build) or knowledge base; "" for a list. */
  id: string
  /** What comes after the id, for example a document. */
  rest: string[]
}

const screens: ScreenName[] = ['home', 'build', 'knowledge', 'models', 'settings']

export function parseRoute(hash: string): Route {
  const [name = '', id = '', ...rest] = hash.replace(/^#?\/?/, '').split('/').map(decode)
  const screen = screens.find((s) => s === name)
  if (!screen || (screen === 'build' && id === '')) return { screen: 'home', id: '', rest: [] }
  return { screen, id, rest }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const path = {
  home: () => '/home',
  build: (flowId: string) => `/build/${encodeURIComponent(flowId)}`,
  knowledge: (id = '', documentId = '') =>
    ['/knowledge', id, documentId].filter((p) => p !== '').map((p, i) => (i ? encodeURIComponent(p) : p)).join('/'),
  models: () => '/models',
  settings: () => '/settings',
}

export function navigate(to: string): void {
  window.location.hash = to
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

let last = { hash: '', route: parseRoute('') }

function snapshot(): Route {
  const { hash } = window.location
  if (hash !== last.hash) last = { hash, route: parseRoute(hash) }
  return last.route
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, snapshot)
