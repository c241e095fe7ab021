import { useEffect, useRef, useState } from 'react'

/** How far the page keys go. */
const page = 8

/** Which line of a list is chosen, and what the keys do. A new query begins at the top. */
export function useChoice(count: number, query: string, run: (index: number) => void) {
  const [choice, setChoice] = useState({ query, at: 0 })
  const list = useRef<HTMLDivElement>(null)
  const at = choice.query === query ? Math.min(choice.at, Math.max(0, count - 1)) : 0
  const setAt = (index: number) => setChoice({ query, at: index })

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at, query])

  const onKey = (event: React.KeyboardEvent) => {
    if (count === 0 || event.nativeEvent.isComposing) return
    const moves: Record<string, number | undefined> = {
      ArrowDown: (at + 1) % count,
      ArrowUp: (at - 1 + count) % count,
      PageDown: Math.min(at + page, count - 1),
      PageUp: Math.max(at - page, 0),
    }
    const to = moves[event.key]
    if (to === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (to === undefined) run(at)
    else setAt(to)
  }
  return { at, setAt, onKey, list }
}
