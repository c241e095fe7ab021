import { Button, Skeleton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Overview } from '@/bridge'
import { useIntent } from '@/stores/intent'
import { useOverview, usePreferences } from '@/stores/queries'
import { home } from '@/text/home'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { Assistants } from './Assistants'
import { CreateDialog } from './CreateDialog'
import css from './home.module.css'
import { ImportButton } from './ImportButton'
import { KnowledgeStrip } from './KnowledgeStrip'
import { ModelHint } from './ModelHint'
import { sampleOf } from './sample'
import { Welcome } from './Welcome'

function Content({ overview, create }: { overview: Overview; create: () => void }) {
  const seen = usePreferences().data?.seen ?? true
  const sample = sampleOf(overview.flows)
  return (
    <div className={css.page}>
      {!seen && sample && <Welcome flow={sample} />}
      <Assistants flows={overview.flows} create={create} />
      <div className={css.pair}>
        <KnowledgeStrip bases={overview.knowledge} />
        {!overview.local && <ModelHint />}
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <div className={css.page} aria-hidden>
      <Skeleton height={168} radius="lg" />
      <div className={css.grid}>{[0, 1, 2].map((i) => <Skeleton key={i} height={148} radius="lg" />)}</div>
    </div>
  )
}

/** The first screen: what is there, what to do, and the sample to ask at once. */
export default function HomeScreen() {
  const { data, error, refetch } = useOverview()
  const [creating, setCreating] = useState(false)
  useIntent('newAssistant', () => setCreating(true))
  const actions = (
    <>
      <ImportButton />
      <Button variant="filled" leftSection={<Plus size={16} />} onClick={() => setCreating(true)}>{home.newAssistant}</Button>
    </>
  )
  return (
    <Screen title={home.title} subtitle={home.subtitle} actions={actions}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data ? <Content overview={data} create={() => setCreating(true)} /> : !error && <Waiting />}
      {creating && <CreateDialog knowledge={data?.knowledge ?? []} close={() => setCreating(false)} />}
    </Screen>
  )
}
