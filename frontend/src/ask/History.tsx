import { ActionIcon, Menu, ScrollArea, Tooltip } from '@mantine/core'
import { Ban, Check, History as Clock, Loader, X } from 'lucide-react'
import type { Run } from '@/bridge'
import { useRuns } from '@/stores/queries'
import { showRun } from '@/stores/runs'
import { ask } from '@/text/ask'
import { ago } from '@/text/format'
import { took } from '@/text/measure'
import { failed } from '@/ui/toast'
import css from './ask.module.css'

function Sign({ status }: { status: string }) {
  if (status === 'done') return <Check size={14} className={css.good} aria-label={ask.status.done} />
  if (status === 'failed') return <X size={14} className={css.wrong} aria-label={ask.status.failed} />
  if (status === 'running') return <Loader size={14} className={css.spin} aria-label={ask.status.running} />
  return <Ban size={14} className={css.dim} aria-label={ask.status.cancelled} />
}

const asked = (run: Run): string => Object.values(run.inputs).find((v) => v !== '') ?? run.id

function Runs({ flowId }: { flowId: string }) {
  const runs = useRuns(flowId).data ?? []
  if (runs.length === 0) return <div className={css.noHistory}>{ask.noHistory}</div>
  return (
    <ScrollArea.Autosize mah={360} type="auto">
      {runs.map((r) => (
        <Menu.Item key={r.id} leftSection={<Sign status={r.status} />} onClick={() => void showRun(r.id).catch(failed)}>
          <div className={css.past}>{asked(r)}</div>
          <div className={css.dim}>{ago(r.startedAt)} · {took(r.ms)}</div>
        </Menu.Item>
      ))}
    </ScrollArea.Autosize>
  )
}

/** The earlier runs of an assistant; choosing one shows it again. */
export function History({ flowId }: { flowId: string }) {
  return (
    <Menu width={300} position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <Tooltip label={ask.history}><ActionIcon aria-label={ask.history}><Clock size={16} /></ActionIcon></Tooltip>
      </Menu.Target>
      <Menu.Dropdown><Runs flowId={flowId} /></Menu.Dropdown>
    </Menu>
  )
}
