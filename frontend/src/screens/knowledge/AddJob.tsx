import { Button, Progress } from '@mantine/core'
import { api, type Job } from '@/bridge'
import { facts, lastPart } from '@/jobs/describe'
import { JobProgress } from '@/jobs/JobRow'
import { words as jobWords } from '@/text/jobs'
import { add as words } from '@/text/knowledge'
import { failed } from '@/ui/toast'
import type { Sending } from './useAddDocuments'
import css from './documents.module.css'

/** How far the reading of documents is, where they will appear. */
export function AddJob({ job }: { job: Job }) {
  return (
    <div className={css.job} role="status">
      <div className={css.jobText}>
        <strong>{job.title}</strong>
        <span className={css.jobNote}>{lastPart(job.note)}</span>
      </div>
      <JobProgress job={job} />
      <span className={css.jobFacts}>{facts(job) || jobWords.states.queued}</span>
      <Button size="compact-sm" aria-label={jobWords.cancelOf(job.title)} onClick={() => void api.jobs.cancel(job.id).catch(failed)}>{jobWords.cancel}</Button>
    </div>
  )
}

/** How far the copying of files from a browser is. */
export function SendingFiles({ sending }: { sending: Sending }) {
  const text = words.sending(sending.done, sending.total)
  return (
    <div className={css.job} role="status">
      <div className={css.jobText}><strong>{text}</strong></div>
      <Progress value={(sending.done / sending.total) * 100} size={6} radius="xl" aria-label={text} className={css.sendingBar} />
    </div>
  )
}
