// Copying steps. They also go to the system's clipboard as text, so that they can be pasted
// into another assistant or another window.
import { insert, pick, type Doc, type Point } from '@/stores/doc'
import { edit, useFlow } from '@/stores/flow'
import { select, useView } from '@/stores/view'

const MARK = 'greenlight/steps'

let kept: Doc | undefined
let pasted = 0

export function copyChosen(): number {
  const part = pick(useFlow.getState(), useView.getState().nodes)
  if (part.nodes.length === 0) return 0
  kept = part
  pasted = 0
  void navigator.clipboard.writeText(JSON.stringify({ [MARK]: part })).catch(() => undefined)
  return part.nodes.length
}

function isDoc(value: unknown): value is Doc {
  const { nodes, edges } = (value ?? {}) as Partial<Record<keyof Doc, unknown>>
  return Array.isArray(nodes) && Array.isArray(edges)
}

/** Reads steps from a text of the clipboard; undefined when it holds something else. */
export function stepsIn(text: string): Doc | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const part: unknown = (value as Record<string, unknown> | null)?.[MARK]
    return isDoc(part) ? part : undefined
  } catch {
    return undefined
  }
}

function put(part: Doc, by: Point): number {
  let ids: string[] = []
  edit((doc) => {
    const result = insert(doc, part, by)
    ids = result.ids
    return result.doc
  })
  select(ids)
  return ids.length
}

/** Pastes what the text of the clipboard holds, or what was copied here. */
export function paste(text: string): number {
  const part = stepsIn(text) ?? (text === '' ? kept : undefined)
  if (!part) return 0
  pasted++
  return put(part, { x: 32 * pasted, y: 32 * pasted })
}

export function duplicateChosen(): number {
  const part = pick(useFlow.getState(), useView.getState().nodes)
  return part.nodes.length === 0 ? 0 : put(part, { x: 32, y: 32 })
}
