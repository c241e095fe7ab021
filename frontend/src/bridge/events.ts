import type { Change, Job, RunEvent } from './types'
import { EventsOn, OnFileDrop, OnFileDropOff } from './wailsjs/runtime/runtime'

type Cancel = () => void

// Each listener keeps its own cancel function: EventsOff would remove everybody's.
interface Payloads {
  run: RunEvent[]
  job: Job
  change: Change
}

function listen<N extends keyof Payloads>(name: N, handle: (payload: Payloads[N]) => void): Cancel {
  return EventsOn(name, (payload: Payloads[N]) => handle(payload))
}

/** Events of running assistants, several at a time, in the order of their sequence numbers. */
export const onRun = (handle: (events: RunEvent[]) => void): Cancel => listen('run', handle)

/** The new state of a job. */
export const onJob = (handle: (job: Job) => void): Cancel => listen('job', handle)

/** Something was changed, here or elsewhere (the command line, a job, another window). */
export const onChange = (handle: (change: Change) => void): Cancel => listen('change', handle)

/** Files dropped on the native window, as paths. A browser gives File objects through its own drop event. */
export function onWindowDrop(handle: (paths: string[]) => void): Cancel {
  OnFileDrop((_x, _y, paths) => handle(paths), true)
  return () => OnFileDropOff()
}
