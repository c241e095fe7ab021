import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '@/bridge'

let told = false

/** Tells the program once that the first screen is painted with what it shows: start-up is measured with it. */
export function Painted() {
  const loading = useIsFetching() > 0
  useEffect(() => {
    if (loading || told) return
    // The first frame after this one holds what was rendered; the second begins when it is on screen.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        told = true
        void api.settings.shown().catch(() => undefined)
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [loading])
  return null
}
