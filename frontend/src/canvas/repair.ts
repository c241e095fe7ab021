import type { Problem } from '@/bridge'
import { remove } from '@/stores/doc'
import { edit } from '@/stores/flow'
import { openStep } from '@/stores/view'
import { canvas } from '@/text/canvas'

export function fixLabel(problem: Problem): string {
  const labels: Record<string, string> = canvas.fix
  return labels[problem.fix ?? ''] ?? canvas.fix.show
}

/** Does what the problem's fix says: opens the field to set, or removes the wire that does not fit. */
export function repair(problem: Problem, node = problem.node): void {
  if (problem.fix === 'remove_edge') {
    edit((doc) => remove(doc, new Set(), new Set([problem.field ?? ''])))
    return
  }
  if (node !== '') openStep(node, problem.field)
}
