// What is chosen and open on the canvas; no part of the assistant and of its undo.
import { create } from 'zustand'
import type { End, Point } from './doc'

export type Side = 'try' | 'settings'

/** Where a step is to be added, and the wire that it is to be connected to. */
export interface Picker {
  /** On the screen, for the menu. */
  screen: Point
  /** On the canvas, for the step. */
  place: Point
  /** The loose end: an output ("out") looks for an input, an input for an output. */
  wire?: End & { kind: 'in' | 'out' }
}

interface ViewState {
  nodes: ReadonlySet<string>
  edges: ReadonlySet<string>
  side: Side
  picker: Picker | null
  /** The list of steps is open; "auto" while the person has not said. */
  palette: 'auto' | 'open' | 'closed'
  /** A settings field that is to be shown and focused; the number makes a repeated wish a new one. */
  wanted: { node: string; field: string; turn: number } | null
}

const none: ReadonlySet<string> = new Set()

const initial: ViewState = { nodes: none, edges: none, side: 'try', picker: null, palette: 'auto', wanted: null }

export const useView = create<ViewState>()(() => initial)

const set = useView.setState

export function select(nodes: Iterable<string>, edges: Iterable<string> = []): void {
  set({ nodes: new Set(nodes), edges: new Set(edges) })
}

export const selectNothing = (): void => set({ nodes: none, edges: none })

export const showSide = (side: Side): void => set({ side })

/** Chooses a step and opens its settings, at a field where one is named. */
export function openStep(node: string, field = ''): void {
  set((s) => ({ nodes: new Set([node]), edges: none, side: 'settings', wanted: { node, field, turn: (s.wanted?.turn ?? 0) + 1 } }))
}

export const openPicker = (picker: Picker): void => set({ picker })
export const closePicker = (): void => set({ picker: null })
export const resetView = (): void => set((s) => ({ ...initial, palette: s.palette }))

/** The step whose settings are shown: the only one that is chosen. */
export const useChosen = (): string => useView((s) => (s.nodes.size === 1 ? ([...s.nodes][0] ?? '') : ''))
