import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { CommandPalette } from '@/palette/CommandPalette'
import { createQueryClient, followChanges } from '@/stores/queries'
import { useRoute, type Route } from '@/stores/route'
import { frame } from '@/text/frame'
import { cssVariables, theme } from '@/theme/theme'
import { ErrorBoundary } from './ErrorBoundary'
import css from './frame.module.css'
import { Painted } from './Painted'
import { Rail } from './Rail'
import { ThemeFollower } from './ThemeFollower'

const Home = lazy(() => import('@/screens/home/HomeScreen'))
const Build = lazy(() => import('@/screens/build/BuildScreen'))
const Knowledge = lazy(() => import('@/screens/knowledge/KnowledgeScreen'))
const Models = lazy(() => import('@/screens/models/ModelsScreen'))
const Settings = lazy(() => import('@/screens/settings/SettingsScreen'))

const client = createQueryClient()

function Current({ route }: { route: Route }) {
  switch (route.screen) {
    case 'build':
      return <Build key={route.id} flowId={route.id} />
    case 'knowledge':
      return <Knowledge id={route.id} documentId={route.rest[0] ?? ''} />
    case 'models':
      return <Models />
    case 'settings':
      return <Settings />
    default:
      return <Home />
  }
}

function Shell() {
  const route = useRoute()
  return (
    <div className={css.app} data-screen={route.screen}>
      <a className={css.skip} href="#main" onClick={(e) => { e.preventDefault(); document.getElementById('main')?.focus() }}>
        {frame.skip}
      </a>
      <Rail route={route} />
      <main id="main" className={css.main} tabIndex={-1}>
        <ErrorBoundary key={route.screen + route.id}>
          <Suspense fallback={<div className={css.wait} />}>
            <Current route={route} />
            <Painted />
          </Suspense>
        </ErrorBoundary>
      </main>
      <CommandPalette />
    </div>
  )
}

export function App() {
  useEffect(() => followChanges(client), [])
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <ThemeFollower />
        {/* Above the bar of the canvas, and clear of the field to ask in. */}
        <Notifications position="bottom-center" limit={4} classNames={{ root: css.news }} />
        <Shell />
      </MantineProvider>
    </QueryClientProvider>
  )
}
