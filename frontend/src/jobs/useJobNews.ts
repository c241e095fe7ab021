import { useEffect, useRef } from 'react'
import { api, AppError, onJob, type Job } from '@/bridge'
import { words } from '@/text/jobs'
import { done, failed } from '@/ui/toast'

/** Says in a corner of the screen when long work ends. Work that a person stopped needs no word. */
export function useJobNews(show: () => void): void {
  const running = useRef(new Set<string>())
  const showing = useRef(show)
  useEffect(() => {
    showing.current = show
  })
  useEffect(() => {
    // A very short job may end before its first event came; the list tells which ran before.
    void api.jobs.list().then((jobs) => jobs.filter(active).forEach((job) => running.current.add(job.id)), () => undefined)
    return onJob((job) => {
      if (active(job)) {
        running.current.add(job.id)
        return
      }
      if (!running.current.delete(job.id)) return
      if (job.status === 'done') done(words.toasts.done(job.title, job.note))
      if (job.status === 'failed' && job.error) {
        failed(new AppError(job.error.code, job.error.message, job.error.hint, job.error.path))
        showing.current()
      }
    })
  }, [])
}

const active = (job: Job): boolean => job.status === 'running' || job.status === 'queued'
