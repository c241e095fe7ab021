import type { ReactNode, Ref } from 'react'

interface Props {
  label: string
  className: string | undefined
  pieces?: boolean
  ref?: Ref<HTMLDivElement>
  children: ReactNode
}

/** A part of the screen that scrolls by itself, also with the arrow keys. */
export function ScrollRegion({ label, className, pieces, ref, children }: Props) {
  return (
    // The keyboard can scroll only what can hold the focus (WCAG 2.1.1).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={ref} className={className} data-pieces={pieces} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  )
}
