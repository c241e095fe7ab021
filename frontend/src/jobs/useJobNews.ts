import { useEffect } from 'react'
import { api, AppError, onJob, type Job } from '@/bridge'
import { words } from '@/text/jobs'
import { done, failed } from '@/ui/toast'
import { isActive } from './describe'
import { isWatched } from './runJob'

/** Work that reads documents, some of which may then need a person. */
const reading = new Set(['ingest', 'reindex', 'refresh'])

/** Milliseconds. */
const moment = 400

/** Says in a corner of the screen when long work ends. Work that a person stopped needs no word. */
export function useJobNews(): void {
  useEffect(() => {
    const running = new Set<string>()
    // Work may have begun before the interface came up: the list tells.
    void api.jobs.list().then((jobs) => jobs.filter(isActive).forEach((job) => running.add(job.id)), () => undefined)
    return onJob((job) => {
      if (isActive(job)) running.add(job.id)
      else if (running.delete(job.id)) {
        // A short job ends before whoever started it has learnt its id: leave them a moment to say that they watch.
        setTimeout(() => { if (!isWatched(job.id)) void tell(job) }, moment)
      }
    })
  }, [])
}

async function tell(job: Job): Promise<void> {
  if (job.status === 'failed' && job.error) failed(new AppError(job.error.code, job.error.message, job.error.hint, job.error.path))
  if (job.status !== 'done') return
  const look = reading.has(job.kind) ? await needLook(job) : 0
  done(words.toasts.read(job.title, look))
}

/** How many documents of a job were not read, or hold no text. */
async function needLook(job: Job): Promise<number> {
  try {
    const documents = await api.knowledge.documents(job.subject)
    return documents.filter((d) => (d.status === 'failed' || d.status === 'empty') && d.updatedAt >= job.createdAt).length
  } catch {
    return 0 // the work is done all the same; the knowledge screen shows the rest
  }
}
