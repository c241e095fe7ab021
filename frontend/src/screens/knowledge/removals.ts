import { create } from 'zustand'
import { api } from '@/bridge'
import { table as words } from '@/text/knowledge'
import { done, failed } from '@/ui/toast'

/** How long a removal can be taken back: a little longer than its message is shown. */
const grace = 8500

interface Removals {
  /** Documents that are gone from the screen and not yet from the store. */
  hidden: ReadonlySet<string>
}

export const useRemovals = create<Removals>(() => ({ hidden: new Set() }))

const waiting = new Map<string, () => void>()

const hide = (ids: readonly string[]) => useRemovals.setState(({ hidden }) => ({ hidden: new Set([...hidden, ...ids]) }))
const show = (ids: readonly string[]) => useRemovals.setState(({ hidden }) => ({ hidden: new Set([...hidden].filter((id) => !ids.includes(id))) }))

/** Takes documents off the screen at once, and out of the store when nobody took it back. */
export function removeLater(baseId: string, documents: readonly { id: string; title: string }[]): void {
  const ids = documents.map((document) => document.id)
  const [first] = documents
  if (!first) return
  const key = ids.join(' ')
  hide(ids)
  const finish = () => {
    clearTimeout(timer)
    waiting.delete(key)
    api.knowledge.remove(baseId, ids).catch(failed).finally(() => show(ids))
  }
  const timer = setTimeout(finish, grace)
  waiting.set(key, finish)
  const undo = () => {
    clearTimeout(timer)
    waiting.delete(key)
    show(ids)
  }
  done(ids.length === 1 ? words.removedOne(first.title) : words.removed(ids.length), { undo })
}

/** Does at once what still waits: the program is being closed. */
export function finishRemovals(): void {
  for (const finish of [...waiting.values()]) finish()
}

window.addEventListener('pagehide', finishRemovals)
