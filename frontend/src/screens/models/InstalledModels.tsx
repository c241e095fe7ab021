import type { Model } from '@/bridge'
import { add as words, words as models } from '@/text/models'
import { AddButton } from './AddButton'
import { useAddModel } from './useAddModel'
import css from './add.module.css'

/** The models that Ollama already has. */
export function InstalledModels({ models: list }: { models: readonly Model[] }) {
  const catalogue = useAddModel()
  if (list.length === 0) return null
  return (
    <section>
      <h3 className={css.cap}>{words.installed}</h3>
      <ul className={css.list}>
        {list.map((model) => (
          <li key={model.id} className={css.item}>
            <div className={css.itemText}>
              <strong title={model.name}>{model.title || model.name}</strong>
              <span>{[model.size > 0 ? models.size(model.size) : '', models.kind[model.kind === 'embedding' ? 'embedding' : 'chat']].filter((part) => part !== '').join(' · ')}</span>
            </div>
            <AddButton id={model.id} title={model.title || model.name} kind={model.kind} catalogue={catalogue} />
          </li>
        ))}
      </ul>
    </section>
  )
}
