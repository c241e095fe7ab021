import { create } from 'zustand'
import type { Point } from '@/stores/doc'

interface Hint {
  text: string
  at: Point
  turn: number
}

export const useHint = create<{ hint: Hint | null }>()(() => ({ hint: null }))

let timer: ReturnType<typeof setTimeout> | undefined

/** Shows a sentence near a place on the screen for a few seconds. */
export function showHint(text: string, at: Point): void {
  clearTimeout(timer)
  useHint.setState((s) => ({ hint: { text, at, turn: (s.hint?.turn ?? 0) + 1 } }))
  timer = setTimeout(() => useHint.setState({ hint: null }), 3600)
}
