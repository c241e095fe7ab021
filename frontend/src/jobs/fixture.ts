import type { Job } from '@/bridge'

/** A running job for tests. */
export function job(change: Partial<Job> = {}): Job {
  return {
    id: 'job_1', kind: 'ingest', title: 'Adding 12 files to “HR policies”', subject: 'kb_1', status: 'running',
    done: 3, total: 12, unit: 'files', note: 'Leave.pdf', seconds: 4, left: 12,
    createdAt: '2026-11-23T10:00:00Z', finishedAt: '0001-01-01T00:00:00Z', ...change,
  }
}
