import { Search } from 'lucide-react'
import { want } from '@/stores/intent'
import { mod } from '@/text/keys'
import { words } from '@/text/palette'
import css from './palette.module.css'

/** The rail's way to the command palette, which also teaches its keys. */
export function FindButton() {
  return (
    <button type="button" className={css.find} onClick={() => want('find')} aria-keyshortcuts="Control+K Meta+K">
      <Search size={15} aria-hidden />
      <span>{words.short}</span>
      <kbd aria-hidden>{mod} K</kbd>
    </button>
  )
}
