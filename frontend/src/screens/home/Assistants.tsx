import { Button, Group } from '@mantine/core'
import { Bot, Plus } from 'lucide-react'
import { api, type FlowSummary } from '@/bridge'
import { home } from '@/text/home'
import { EmptyState } from '@/ui/EmptyState'
import { done, failed } from '@/ui/toast'
import { AssistantCard } from './AssistantCard'
import css from './home.module.css'

async function addSample(): Promise<void> {
  try {
    await api.settings.addSample()
    done(home.sampleAdded)
  } catch (cause) {
    failed(cause)
  }
}

function Empty({ create }: { create: () => void }) {
  const buttons = (
    <Group justify="center">
      <Button variant="filled" leftSection={<Plus size={16} />} onClick={create}>{home.newAssistant}</Button>
      <Button onClick={() => void addSample()}>{home.addSample}</Button>
    </Group>
  )
  return (
    <EmptyState picture={<Bot size={30} strokeWidth={1.7} />} title={home.emptyTitle} action={buttons}>{home.emptyText}</EmptyState>
  )
}

/** All assistants, latest change first. */
export function Assistants({ flows, create }: { flows: FlowSummary[]; create: () => void }) {
  if (flows.length === 0) return <Empty create={create} />
  return (
    <section aria-labelledby="assistants">
      <h2 id="assistants" className={css.heading}>{home.assistants}</h2>
      <ul className={css.grid}>
        {flows.map((f) => <AssistantCard key={f.id} flow={f} />)}
        <li>
          <button type="button" className={css.add} onClick={create}><Plus size={18} aria-hidden />{home.newAssistant}</button>
        </li>
      </ul>
    </section>
  )
}
