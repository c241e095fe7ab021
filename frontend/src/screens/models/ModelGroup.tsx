import type { Model } from '@/bridge'
import { words } from '@/text/models'
import { ModelRow } from './ModelRow'
import css from './models.module.css'

/** The models of one kind. */
export function ModelGroup({ kind, models }: { kind: 'chat' | 'embedding'; models: readonly Model[] }) {
  if (models.length === 0) return null
  return (
    <section className={css.group} aria-labelledby={`models-${kind}`}>
      <header>
        <h2 id={`models-${kind}`}>{words.kinds[kind]}</h2>
        <p>{words.kindHelp[kind]}</p>
      </header>
      <ul className={css.rows}>
        {models.map((model) => <ModelRow key={model.id} model={model} />)}
      </ul>
    </section>
  )
}
