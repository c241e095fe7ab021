import { useMemo, type RefObject } from 'react'

/**
 * While the view is panned or zoomed, the drawing is one layer that the compositor moves; when
 * it rests, it is drawn sharp again. The mark is set on the element itself: a state would draw
 * the canvas anew at the worst moment.
 */
export function useMoving(frame: RefObject<HTMLDivElement | null>) {
  return useMemo(() => {
    const mark = (on: boolean) => () => { frame.current?.toggleAttribute('data-moving', on) }
    return { start: mark(true), end: mark(false) }
  }, [frame])
}
