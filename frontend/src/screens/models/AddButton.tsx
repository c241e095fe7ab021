import { Button } from '@mantine/core'
import { Check } from 'lucide-react'
import { add as words } from '@/text/models'
import type { useAddModel } from './useAddModel'
import css from './add.module.css'

interface Props {
  id: string
  title: string
  kind: string
  catalogue: ReturnType<typeof useAddModel>
}

/** Adds a model, or says that it is there. */
export function AddButton({ id, title, kind, catalogue }: Props) {
  if (catalogue.has(id)) return <span className={css.added}><Check size={15} aria-hidden />{words.added}</span>
  return (
    <Button loading={catalogue.busy === id} aria-label={words.useOf(title)} onClick={() => void catalogue.add(id, kind)}>{words.use}</Button>
  )
}
