// Saves the open assistant shortly after each change. One save is under way at a time; what
// changes meanwhile is saved after it. A conflict stops saving until the person decides.
import { api, asAppError } from '@/bridge'
import { currentFlow, load, setMeta, useFlow } from './flow'

const DELAY = 500

let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined

const waits = () => {
  const { save } = useFlow.getState()
  return save === 'unsaved' || save === 'failed'
}

async function saveOnce(): Promise<void> {
  const flow = currentFlow()
  setMeta({ save: 'saving' })
  try {
    const saved = await api.flows.save(flow)
    const now = useFlow.getState()
    if (now.id !== flow.id) return
    const same = now.nodes === flow.nodes && now.edges === flow.edges
    setMeta({ revision: saved.revision, updatedAt: saved.updatedAt, save: same ? 'saved' : 'unsaved' })
  } catch (cause) {
    if (useFlow.getState().id !== flow.id) return
    setMeta({ save: asAppError(cause).code === 'conflict' ? 'conflict' : 'failed' })
  }
}

async function saveAll(): Promise<void> {
  while (waits()) {
    await saveOnce()
    if (useFlow.getState().save === 'failed') return
  }
}

/** Saves now what is not saved yet, and waits for it. */
export async function flush(): Promise<void> {
  clearTimeout(timer)
  if (running) await running
  if (!waits()) return
  running = saveAll().finally(() => (running = undefined))
  await running
}

/** Begins saving after changes; gives the function that saves a last time and stops. */
export function startAutosave(): () => void {
  const stop = useFlow.subscribe((now, before) => {
    if (now.id !== before.id || (now.nodes === before.nodes && now.edges === before.edges)) return
    if (now.save === 'conflict') return
    // A load also changes the graph; it comes with a state of its own.
    if (now.save === 'saved' && now.revision !== before.revision) return
    if (now.save !== 'saving') setMeta({ save: 'unsaved' })
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), DELAY)
  })
  return () => {
    stop()
    void flush()
  }
}

/** Gives up the changes made here for those made elsewhere. */
export async function takeTheirs(): Promise<void> {
  load(await api.flows.get(useFlow.getState().id))
}

/** Keeps the changes made here over those made elsewhere. */
export async function keepMine(): Promise<void> {
  const stored = await api.flows.get(useFlow.getState().id)
  setMeta({ revision: stored.revision, save: 'unsaved' })
  await flush()
}
