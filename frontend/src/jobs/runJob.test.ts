import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '@/bridge'
import { job } from './fixture'
import { isWatched, runJob } from './runJob'

const bridge = vi.hoisted(() => ({ handlers: new Set<(job: Job) => void>(), list: vi.fn<() => Promise<Job[]>>() }))

vi.mock('@/bridge', () => ({
  api: { jobs: { list: bridge.list } },
  onJob: (handle: (job: Job) => void) => {
    bridge.handlers.add(handle)
    return () => bridge.handlers.delete(handle)
  },
}))

const emit = (change: Partial<Job>) => bridge.handlers.forEach((handle) => handle(job(change)))

describe('waiting for a job', () => {
  beforeEach(() => bridge.list.mockResolvedValue([]))

  it('gives the job as it ended', async () => {
    const waiting = runJob(() => Promise.resolve(job({ status: 'queued' })))
    await Promise.resolve()
    emit({ status: 'running' })
    await Promise.resolve()
    emit({ status: 'failed', error: { code: 'password', message: 'The password is wrong.' } })
    expect((await waiting).error?.code).toBe('password')
    expect(bridge.handlers.size).toBe(0)
  })

  it('does not miss an end that comes before the id is known', async () => {
    const ended = await runJob(() => {
      emit({ status: 'done' })
      return Promise.resolve(job({ status: 'queued' }))
    })
    expect(ended.status).toBe('done')
  })

  it('keeps others quiet about it', async () => {
    const ended = await runJob(() => Promise.resolve(job({ id: 'job_quiet', status: 'done' })))
    expect(isWatched(ended.id)).toBe(true)
    expect(isWatched('job_other')).toBe(false)
  })

  it('stops listening when the start fails', async () => {
    await expect(runJob(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(bridge.handlers.size).toBe(0)
  })

  it('asks the list when an event was lost', async () => {
    vi.useFakeTimers()
    bridge.list.mockResolvedValue([job({ status: 'done' })])
    const waiting = runJob(() => Promise.resolve(job({ status: 'running' })))
    await vi.advanceTimersByTimeAsync(3100)
    expect((await waiting).status).toBe('done')
    vi.useRealTimers()
  })
})
