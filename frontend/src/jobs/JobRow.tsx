import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core'
import { CircleAlert, CircleCheck, CirclePause, CircleX, Clock, LoaderCircle, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { api, type Job, type JobStatus } from '@/bridge'
import { words } from '@/text/jobs'
import { failed } from '@/ui/toast'
import { canResume, facts, isActive, lastPart, percent, statusOf } from './describe'
import css from './jobs.module.css'

const icons = {
  queued: Clock,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleX,
  interrupted: CirclePause,
} satisfies Record<JobStatus, typeof Clock>

/** One job with its progress, and what can be done about it. */
export function JobRow({ job }: { job: Job }) {
  const status = statusOf(job)
  const Icon = icons[status]
  return (
    <li className={css.job} data-status={status}>
      <Icon className={css.icon} size={17} aria-hidden />
      <div className={css.text}>
        <div className={css.jobTitle} title={job.title}>{job.title}</div>
        {isActive(job) && <JobProgress job={job} />}
        <div className={css.facts}>{facts(job) || words.states[status]}</div>
        {isActive(job) && job.note !== '' && <div className={css.note} title={job.note}>{lastPart(job.note)}</div>}
        {job.error && (
          <div className={css.problem}>
            {job.error.message} {job.error.hint}
          </div>
        )}
      </div>
      <Actions job={job} />
    </li>
  )
}

/** The bar of a job; it moves by itself while the total is unknown. */
export function JobProgress({ job }: { job: Job }) {
  const value = percent(job)
  return (
    <Progress.Root size={6} radius="xl" className={css.bar}>
      <Progress.Section value={value ?? 100} animated={value === undefined} striped={value === undefined} color="var(--accent)"
        aria-label={words.progress(job.title)} />
    </Progress.Root>
  )
}

function Actions({ job }: { job: Job }) {
  const [busy, setBusy] = useState(false)
  const act = (what: () => Promise<unknown>) => {
    setBusy(true)
    what().catch(failed).finally(() => setBusy(false))
  }
  if (isActive(job)) {
    return <Button size="compact-sm" loading={busy} aria-label={words.cancelOf(job.title)} onClick={() => act(() => api.jobs.cancel(job.id))}>{words.cancel}</Button>
  }
  return (
    <div className={css.actions}>
      {canResume(job) && (
        <Button size="compact-sm" loading={busy} leftSection={<RotateCw size={13} />} aria-label={words.resumeOf(job.title)}
          onClick={() => act(() => api.jobs.resume(job.id))}>{words.resume}</Button>
      )}
      <Tooltip label={words.dismiss}>
        <ActionIcon aria-label={words.dismissOf(job.title)} disabled={busy} onClick={() => act(() => api.jobs.dismiss(job.id))}><X size={15} /></ActionIcon>
      </Tooltip>
    </div>
  )
}
