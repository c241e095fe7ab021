import { useFlow } from '@/stores/flow'
import { canvas } from '@/text/canvas'
import css from './canvas.module.css'

/** What to do first, while there is no step. */
export function EmptyCanvas() {
  const empty = useFlow((s) => s.nodes.length === 0)
  if (!empty) return null
  return (
    <div className={css.first}>
      <svg width="210" height="72" viewBox="0 0 210 72" aria-hidden fill="none">
        <rect x="1" y="14" width="62" height="44" rx="10" className={css.firstCard} />
        <rect x="147" y="14" width="62" height="44" rx="10" className={css.firstCard} />
        <path d="M63 36 C 95 36 115 36 147 36" className={css.firstWire} />
        <circle cx="63" cy="36" r="5" className={css.firstDot} />
        <circle cx="147" cy="36" r="5" className={css.firstDot} />
      </svg>
      <h2>{canvas.emptyTitle}</h2>
      <p>{canvas.emptyText}</p>
    </div>
  )
}
