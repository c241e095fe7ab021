import { useCallback, type RefObject } from 'react'

/**
 * While the view is panned or zoomed, the drawing is one layer that the compositor moves; when
 * it rests, it is drawn sharp again. The mark is set on the element itself: a state would draw
 * the canvas anew at the worst moment.
 */
export function useMoving(frame: RefObject<HTMLDivElement | null>) {
  const start = useCallback(() => { frame.current?.toggleAttribute('data-moving', true) }, [frame])
  const end = useCallback(() => { frame.current?.toggleAttribute('data-moving', false) }, [frame])
  return { start, end }
}
