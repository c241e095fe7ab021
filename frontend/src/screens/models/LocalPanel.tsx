import { Button, Skeleton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { CirclePower, Download, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api, type LocalState } from '@/bridge'
import { keys, useLocalModels } from '@/stores/queries'
import { add as words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { failed } from '@/ui/toast'
import { InstalledModels } from './InstalledModels'
import { SuggestedModels } from './SuggestedModels'
import css from './add.module.css'

/** Models on this computer: what there is of Ollama, and how to get more. */
export function LocalPanel() {
  const { data, error, isPending, isFetching, refetch } = useLocalModels()
  const again = () => void refetch()
  if (error) return <ErrorNote error={error} retry={again} />
  if (isPending) {
    return (
      <div role="status" aria-label={words.looking} className={css.stack}>
        <Skeleton height={60} radius="md" /><Skeleton height={44} radius="md" /><Skeleton height={44} radius="md" />
      </div>
    )
  }
  if (!data.running) return data.installed ? <Stopped /> : <Missing looking={isFetching} again={again} />
  return (
    <div className={css.stack}>
      <Running local={data} />
      <InstalledModels models={data.models} />
      <SuggestedModels />
    </div>
  )
}

function Running({ local }: { local: LocalState }) {
  const loaded = local.loaded.map((model) => model.name).join(', ')
  return (
    <div className={css.state} data-on>
      <span className={css.dot} aria-hidden />
      <div>
        <strong>{words.running(local.version)}</strong>
        <div className={css.stateText}>{words.computer(local.memory, local.cores)} {loaded !== '' && words.loaded(loaded)}</div>
      </div>
    </div>
  )
}

function Stopped() {
  const client = useQueryClient()
  const [starting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    try {
      client.setQueryData(keys.local, await api.models.startLocal())
      await client.invalidateQueries({ queryKey: keys.suggestions })
    } catch (cause) {
      failed(cause)
    } finally {
      setStarting(false)
    }
  }
  return (
    <div className={css.state}>
      <CirclePower size={22} aria-hidden />
      <div className={css.grow}><strong>{words.stopped}</strong></div>
      <Button variant="filled" loading={starting} onClick={() => void start()}>{words.start}</Button>
    </div>
  )
}

function Missing({ looking, again }: { looking: boolean; again: () => void }) {
  return (
    <div className={css.missing}>
      <span className={css.missingIcon} aria-hidden><Download size={24} /></span>
      <h3>{words.missing}</h3>
      <p>{words.missingHelp}</p>
      <ol>{words.steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <Button leftSection={<RotateCw size={15} />} loading={looking} onClick={again}>{words.again}</Button>
    </div>
  )
}
