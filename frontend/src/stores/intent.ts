// What a person asked for elsewhere (in the command palette) and a screen is to do once it shows.
import { useEffect, useRef } from 'react'
import { create } from 'zustand'

export type Intent = 'find' | 'newAssistant' | 'newKnowledge' | 'addModel' | 'backup' | 'restore' | 'showJobs'

const useWanted = create<{ wanted: Intent | null }>(() => ({ wanted: null }))

/** Asks whichever screen knows how. */
export const want = (wanted: Intent): void => useWanted.setState({ wanted })

/** Does what was asked for, at once or when the screen comes up. */
export function useIntent(intent: Intent, act: () => void): void {
  const wanted = useWanted((state) => state.wanted)
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (wanted !== intent) return
    useWanted.setState({ wanted: null })
    latest.current()
  }, [wanted, intent])
}
