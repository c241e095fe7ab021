import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { api } from '@/bridge'
import { usePreferences } from '@/stores/queries'
import { build } from '@/text/build'

const [MIN, MAX, USUAL] = [320, 640, 372]

const limited = (width: number) => Math.round(Math.min(MAX, Math.max(MIN, width)))

/** The width of the side panel: drawn with the pointer or the arrow keys, and remembered. */
export function useSideWidth() {
  const preferences = usePreferences().data
  const [own, setOwn] = useState<number | null>(null)
  const width = limited(own ?? (preferences?.tryPanel || USUAL))

  const keep = (value: number) => {
    if (preferences) void api.settings.setPreferences({ ...preferences, tryPanel: value }).catch(() => undefined)
  }
  const onPointerDown = (down: PointerEvent<HTMLDivElement>) => {
    const el = down.currentTarget
    const start = { x: down.clientX, width }
    let last = width
    el.setPointerCapture(down.pointerId)
    const move = (e: globalThis.PointerEvent) => {
      last = limited(start.width + start.x - e.clientX)
      setOwn(last)
    }
    const up = () => {
      el.removeEventListener('pointermove', move)
      el.removeEventListener('pointerup', up)
      keep(last)
    }
    el.addEventListener('pointermove', move)
    el.addEventListener('pointerup', up)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const by = { ArrowLeft: 16, ArrowRight: -16 }[e.key]
    if (by === undefined) return
    e.preventDefault()
    e.stopPropagation()
    const next = limited(width + by)
    setOwn(next)
    keep(next)
  }
  const grip = {
    role: 'separator',
    tabIndex: 0,
    'aria-orientation': 'vertical' as const,
    'aria-label': build.resize,
    'aria-valuenow': width,
    'aria-valuemin': MIN,
    'aria-valuemax': MAX,
    onPointerDown,
    onKeyDown,
  }
  return { width, grip }
}
