import { createElement } from 'react'
import { iconNamed } from './icons'
import css from './ui.module.css'

interface Props {
  icon: string
  color: string
  size?: number
  /** Only the coloured square, where the icon would be too small to see. */
  plain?: boolean
}

const known = new Set(['info', 'warn', 'violet', 'accent', 'neutral', 'bad'])

/** The coloured tile with the icon of a kind of step. */
export function Tile({ icon, color, size = 24, plain = false }: Props) {
  const tone = known.has(color) ? color : 'neutral'
  return (
    <span
      className={css.tile}
      style={{ width: size, height: size, color: `var(--${tone})`, background: `var(--${tone}${plain ? '' : '-soft'})` }}
      aria-hidden
    >
      {!plain && createElement(iconNamed(icon), { size: Math.round(size * 0.6), strokeWidth: 1.9 })}
    </span>
  )
}
