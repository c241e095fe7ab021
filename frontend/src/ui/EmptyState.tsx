import type { ReactNode } from 'react'
import css from './ui.module.css'

interface Props {
  picture: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}

/** An empty screen that teaches: one picture, one sentence, one button. */
export function EmptyState({ picture, title, children, action }: Props) {
  return (
    <div className={css.empty}>
      <div className={css.emptyPicture} aria-hidden>{picture}</div>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  )
}
