import type { ReactNode } from 'react'
import css from './ui.module.css'

interface Props {
  title: ReactNode
  subtitle?: ReactNode
  actions?: ReactNode
  /** The content fills the screen and scrolls by itself. */
  full?: boolean
  children: ReactNode
}

/** The frame of a screen: a heading with its actions, and the content below. */
export function Screen({ title, subtitle, actions, full = false, children }: Props) {
  return (
    <section className={css.screen}>
      <header className={css.head}>
        <div className={css.headText}>
          <h1>{title}</h1>
          {subtitle && <div className={css.sub}>{subtitle}</div>}
        </div>
        <div className={css.headActions}>{actions}</div>
      </header>
      <div className={full ? css.bodyFull : css.body}>{children}</div>
    </section>
  )
}
