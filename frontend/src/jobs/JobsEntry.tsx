import { Button, Popover } from '@mantine/core'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/bridge'
import { useIntent } from '@/stores/intent'
import { useJobs } from '@/stores/queries'
import { words } from '@/text/jobs'
import { ErrorNote } from '@/ui/ErrorNote'
import { failed } from '@/ui/toast'
import { isActive, needsAttention, percent } from './describe'
import { JobRow } from './JobRow'
import { useJobNews } from './useJobNews'
import css from './jobs.module.css'

/** The rail's entry for long work: how much is running, and a list on a click. */
export function JobsEntry() {
  const [open, setOpen] = useState(false)
  const jobs = useJobs()
  useJobNews()
  useIntent('showJobs', () => setOpen(true))
  const list = jobs.data ?? []
  const active = list.filter(isActive)
  const bad = list.filter(needsAttention).length
  return (
    <Popover opened={open} onChange={setOpen} position="right-end" offset={14} width={460} trapFocus returnFocus shadow="md" radius="lg">
      <Popover.Target>
        <button type="button" className={css.entry} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ListChecks size={17} strokeWidth={1.8} aria-hidden />
          <span>{words.entry}</span>
          <Badge active={active.length} bad={bad} overall={overall(active.map((job) => percent(job)))} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={words.title}>
        <Tray error={jobs.error} retry={() => void jobs.refetch()} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Badge({ active, bad, overall }: { active: number; bad: number; overall: number | undefined }) {
  if (active > 0) {
    return (
      <span className={css.badge} role="status" aria-label={words.running(active)}>
        {overall === undefined ? words.running(active) : `${Math.floor(overall)} %`}
      </span>
    )
  }
  if (bad > 0) return <span className={css.badge} data-bad role="status" aria-label={words.attention(bad)}>{bad}</span>
  return null
}

/** Progress of all together: only where each of them knows its own. */
function overall(parts: (number | undefined)[]): number | undefined {
  const known = parts.filter((part): part is number => part !== undefined)
  if (known.length === 0 || known.length < parts.length) return undefined
  return known.reduce((sum, part) => sum + part, 0) / known.length
}

function Tray({ error, retry }: { error: unknown; retry: () => void }) {
  const list = useJobs().data ?? []
  const ended = list.filter((job) => !isActive(job) && !needsAttention(job))
  const clear = () => Promise.all(ended.map((job) => api.jobs.dismiss(job.id))).catch(failed)
  return (
    <div className={css.tray}>
      <header className={css.trayHead}>
        <h2>{words.title}</h2>
        {ended.length > 1 && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void clear()}>{words.clear}</Button>}
      </header>
      {error !== null && <div className={css.pad}><ErrorNote error={error} retry={retry} /></div>}
      {error === null && list.length === 0 && <p className={css.empty}>{words.empty}</p>}
      {list.length > 0 && (
        <ul className={css.list} aria-label={words.list}>
          {list.map((job) => <JobRow key={job.id} job={job} />)}
        </ul>
      )}
    </div>
  )
}
