import { useEffect } from 'react'
import { usePalette } from './queries'
import { setPalette } from './specs'

/** Loads the kinds of step for the cards and traces that look them up. */
export function useKinds() {
  const palette = usePalette()
  const { data } = palette
  useEffect(() => {
    if (data) setPalette(data)
  }, [data])
  return palette
}
