import type { ReactNode } from 'react'
import css from './settings.module.css'

interface Props {
  id: string
  title: string
  help: string
  action?: ReactNode
  children?: ReactNode
}

/** One part of the settings: what it is about, and what can be set or done. */
export function Section({ id, title, help, action, children }: Props) {
  return (
    <section className={css.section} id={id} aria-labelledby={`${id}-title`}>
      <header className={css.head}>
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p>{help}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  )
}
