import { Portal } from '@mantine/core'
import { Unplug } from 'lucide-react'
import css from './canvas.module.css'
import { useHint } from './hint'

/** Why a wire was refused, where it was dropped. */
export function DropHint() {
  const hint = useHint((s) => s.hint)
  return (
    <Portal>
      <div role="status" aria-live="polite">
        {hint && (
          <div key={hint.turn} className={css.hint} style={{ left: Math.min(hint.at.x + 14, window.innerWidth - 300), top: hint.at.y + 14 }}>
            <Unplug size={15} aria-hidden />
            {hint.text}
          </div>
        )}
      </div>
    </Portal>
  )
}
