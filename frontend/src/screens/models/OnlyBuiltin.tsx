import { Button } from '@mantine/core'
import { Sparkles } from 'lucide-react'
import { words } from '@/text/models'
import css from './models.module.css'

/** What a language model would add, for those who have none yet. */
export function OnlyBuiltin({ onAdd }: { onAdd: () => void }) {
  return (
    <section className={css.invite}>
      <span className={css.inviteIcon} aria-hidden><Sparkles size={22} /></span>
      <div>
        <h2>{words.onlyBuiltinTitle}</h2>
        <p>{words.onlyBuiltin}</p>
      </div>
      <Button variant="filled" onClick={onAdd}>{words.add}</Button>
    </section>
  )
}
