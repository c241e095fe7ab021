import { useReactFlow } from '@xyflow/react'
import { useEffect } from 'react'
import { flush } from '@/stores/autosave'
import { redo, undo, useFlow } from '@/stores/flow'
import { closePicker, openStep, select, selectNothing, showSide, useView } from '@/stores/view'
import { canvas } from '@/text/canvas'
import { done } from '@/ui/toast'
import { copyChosen, duplicateChosen, paste } from './clipboard'
import { deleteChosen } from './useCanvasChanges'
import { useFit } from './useFit'

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const inDialog = (target: EventTarget | null): boolean => target instanceof Element && target.closest('[role=dialog]') !== null

export function removeChosen(): void {
  const steps = deleteChosen()
  if (steps > 0) done(canvas.deleted(steps), { undo })
}

export function focusSearch(): void {
  document.querySelector<HTMLElement>('[data-show-palette]')?.click()
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-step-search]')?.focus())
}

function openChosen(): void {
  const [id] = useView.getState().nodes
  if (id !== undefined) openStep(id)
}

function leave(): void {
  closePicker()
  selectNothing()
  showSide('try')
}

type Keys = Record<string, () => void>

const withControl: Keys = {
  z: undo,
  y: redo,
  'shift+z': redo,
  a: () => select(useFlow.getState().nodes.map((n) => n.id)),
  d: duplicateChosen,
  s: () => void flush(),
}

/** All that the keyboard does on the canvas; fields keep their own keys. */
export function useCanvasKeys(): void {
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const fit = useFit()
  useEffect(() => {
    const zoom: Keys = { '=': () => void zoomIn(), '+': () => void zoomIn(), '-': () => void zoomOut(), '0': () => void zoomTo(1) }
    const plain: Keys = {
      '/': focusSearch,
      Delete: removeChosen,
      Backspace: removeChosen,
      Enter: openChosen,
      Escape: leave,
      '!': () => fit(),
    }
    const onKeyDown = (e: KeyboardEvent) => {
      if (e.defaultPrevented || inDialog(e.target)) return
      const control = e.ctrlKey || e.metaKey
      const name = (e.shiftKey && control ? 'shift+' : '') + (e.key.length === 1 ? e.key.toLowerCase() : e.key)
      if (control && name === 's') {
        e.preventDefault()
        void flush()
        return
      }
      if (writes(e.target)) return
      if (e.key === 'Enter' && e.target instanceof Element && e.target.closest('button, a, [role=tab]')) return
      const act = control ? (withControl[name] ?? zoom[e.key]) : plain[e.key]
      if (!act) return
      e.preventDefault()
      act()
    }
    const unlessWriting = (act: (e: ClipboardEvent) => void) => (e: ClipboardEvent) => {
      const words = document.getSelection()?.toString() ?? ''
      if (!writes(e.target) && !inDialog(e.target) && (words === '' || e.type === 'paste')) act(e)
    }
    const onCopy = unlessWriting(() => {
      const n = copyChosen()
      if (n > 0) done(canvas.copied(n))
    })
    const onCut = unlessWriting(() => { if (copyChosen() > 0) removeChosen() })
    const onPaste = unlessWriting((e) => { paste(e.clipboardData?.getData('text/plain') ?? '') })
    window.addEventListener('keydown', onKeyDown)
    document.addEventListener('copy', onCopy)
    document.addEventListener('cut', onCut)
    document.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('cut', onCut)
      document.removeEventListener('paste', onPaste)
    }
  }, [fit, zoomIn, zoomOut, zoomTo])
}
