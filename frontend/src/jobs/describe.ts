import type { Job, JobStatus } from '@/bridge'
import { ago, duration, timeLeft } from '@/text/format'
import { words } from '@/text/jobs'

/** Status of a job as one of the known ones. */
export const statusOf = (job: Job): JobStatus => job.status as JobStatus

/** Whether the job still works, or waits to. */
export const isActive = (job: Job): boolean => job.status === 'running' || job.status === 'queued'

/** Whether a person should do something about it. */
export const needsAttention = (job: Job): boolean => job.status === 'failed' || job.status === 'interrupted'

/** Whether it can be taken up where it stopped. */
export const canResume = (job: Job): boolean => needsAttention(job) || job.status === 'cancelled'

/** How far it is, 0 to 100; undefined while the total is unknown. */
export function percent(job: Job): number | undefined {
  if (job.total <= 0) return undefined
  return Math.max(0, Math.min(100, (job.done / job.total) * 100))
}

/** One line: how much is done and how long it takes. */
export function facts(job: Job): string {
  const counts = words.counts(job.done, job.total, job.unit)
  if (job.status === 'running') return join(counts, timeLeft(job.left))
  if (job.status === 'done') return join(counts, job.seconds > 0 ? words.tookFor(duration(job.seconds)) : '', ago(job.finishedAt))
  return join(words.states[statusOf(job)], counts)
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

/** The name at the end of a path; what is no path stays as it is. */
export const lastPart = (note: string): string => note.slice(note.lastIndexOf('/') + 1) || note
