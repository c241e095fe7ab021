import { api, onJob, type Job } from '@/bridge'
import { isActive } from './describe'

/** Jobs that somebody waits for: they tell of the end themselves. */
const watched = new Set<string>()

export const isWatched = (id: string): boolean => watched.has(id)

/** How often the list is asked as well, should an event be lost. */
const askEvery = 3000

/** Starts a job and waits until it ends. The caller tells the person what came of it. */
export async function runJob(start: () => Promise<Job>): Promise<Job> {
  const seen = new Map<string, Job>()
  let wake: () => void = () => undefined
  // Listening begins before the start: a short job may end before its id is known.
  const stop = onJob((job) => {
    seen.set(job.id, job)
    wake()
  })
  let id = ''
  try {
    let job = await start()
    id = job.id
    watched.add(id)
    while (isActive(job)) {
      job = seen.get(id) ?? job
      if (!isActive(job)) break
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, askEvery)
      })
      job = seen.get(id) ?? (await api.jobs.list()).find((each) => each.id === id) ?? job
    }
    return job
  } finally {
    stop()
    // A late event of the same job must stay quiet too.
    setTimeout(() => watched.delete(id), 2 * askEvery)
  }
}
