import { bytes, count, number } from './format'

/** "3 of 12 files", "1.2 GB of 4.7 GB", "310 pieces" while the total is unknown. */
function counts(done: number, total: number, unit: string): string {
  if (unit === 'bytes') return total > 0 ? `${bytes(done)} of ${bytes(total)}` : bytes(done)
  if (total > 0) return `${number(done)} of ${count(total, one(unit), unit)}`
  return done > 0 ? count(done, one(unit), unit) : ''
}

const one = (unit: string): string => (unit.endsWith('s') ? unit.slice(0, -1) : unit)

export const words = {
  entry: 'Jobs',
  running: (n: number) => `${number(n)} running`,
  attention: (n: number) => count(n, 'job needs attention', 'jobs need attention'),
  title: 'Jobs',
  empty: 'Nothing is running. Reading documents, loading models and backups show up here.',
  list: 'Long work',
  counts,
  progress: (title: string) => `Progress of ${title}`,
  cancel: 'Stop',
  cancelOf: (title: string) => `Stop ${title}`,
  resume: 'Continue',
  resumeOf: (title: string) => `Continue ${title}`,
  dismiss: 'Take off the list',
  dismissOf: (title: string) => `Take ${title} off the list`,
  clear: 'Clear ended',
  states: {
    queued: 'Waiting for its turn',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    cancelled: 'Stopped',
    interrupted: 'Interrupted when Greenlight closed',
  },
  tookFor: (time: string) => `in ${time}`,
  toasts: {
    done: (title: string) => `Done: ${title}`,
    /** What became of the documents of a job. */
    read: (title: string, look: number) => (look === 0 ? `Done: ${title}` : `${title}: done. ${count(look, 'document needs', 'documents need')} a look.`),
  },
}
