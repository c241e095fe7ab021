import { useState } from 'react'
import type { Face } from './PageBar'
import type { TextFlowHandle } from './TextFlow'
import { pageIndex, type Source } from './useSource'
import { nextZoom } from './zoom'

/** The state of a document on screen: page, picture or text, zoom; and what the keys do. */
export function useViewer(source: Source | undefined, firstPage: number, wanted: Face) {
  const [page, setPage] = useState(firstPage)
  const [chosen, setFace] = useState<Face>(wanted)
  const [zoom, setZoom] = useState(1)
  const [flow, setFlow] = useState<TextFlowHandle | null>(null)
  const face: Face = source?.view.pictures ? chosen : 'text'

  const turnTo = (to: number) => {
    setPage(to)
    if (face === 'text') flow?.toPage(to)
  }
  const turn = (step: 1 | -1) => {
    if (!source) return
    const to = source.pages[pageIndex(source.pages, page) + step]
    if (to) turnTo(to.number)
  }
  const onKey = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    const act = keysOf(turn, (step) => setZoom(nextZoom(zoom, step)))[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return { page, setPage, turnTo, face, setFace, zoom, setZoom, flow, setFlow, onKey }
}

/** Arrows and the page keys turn pages, plus and minus change the size. */
function keysOf(turn: (step: 1 | -1) => void, zoom: (step: 1 | -1) => void): Record<string, (() => void) | undefined> {
  return {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    PageUp: () => turn(-1),
    PageDown: () => turn(1),
    '+': () => zoom(1),
    '=': () => zoom(1),
    '-': () => zoom(-1),
  }
}

/** Keys belong to fields, sliders and sets of choices while they hold the focus. */
function typing(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="slider"], [role="radiogroup"]') !== null
}
