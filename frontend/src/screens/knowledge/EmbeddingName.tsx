import { Tooltip } from '@mantine/core'
import { Waypoints } from 'lucide-react'
import { useModels } from '@/stores/queries'
import { form, words } from '@/text/knowledge'
import css from './chips.module.css'

/** The model that a knowledge base searches by meaning with. */
export function EmbeddingName({ id }: { id: string }) {
  const model = useModels().data?.find((m) => m.id === id)
  const name = id.startsWith('builtin/') ? words.builtinIndex : (model?.title ?? id)
  return (
    <Tooltip label={`${form.embedding} ${id}`}>
      <span className={css.embedding}>
        <Waypoints size={13} aria-hidden />
        <span className={css.cut}>{name}</span>
      </span>
    </Tooltip>
  )
}
