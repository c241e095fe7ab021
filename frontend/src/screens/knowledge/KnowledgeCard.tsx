import { BookOpen } from 'lucide-react'
import type { KnowledgeBase } from '@/bridge'
import { path } from '@/stores/route'
import { ago } from '@/text/format'
import { words } from '@/text/knowledge'
import { EmbeddingName } from './EmbeddingName'
import { SensitivityChip } from './SensitivityChip'
import css from './list.module.css'

/** One knowledge base in the list. */
export function KnowledgeCard({ base }: { base: KnowledgeBase }) {
  const when = ago(base.updatedAt)
  return (
    <li className={css.card}>
      <div className={css.cardHead}>
        <span className={css.icon} aria-hidden><BookOpen size={17} /></span>
        <a className={css.name} href={'#' + path.knowledge(base.id)} title={base.name}>{base.name}</a>
        <SensitivityChip value={base.sensitivity} />
      </div>
      <p className={css.description}>{base.description}</p>
      <div className={css.facts}>
        {base.documents === 0 ? words.emptyBase : words.facts(base.documents, base.chunks)}
      </div>
      <div className={css.foot}>
        <EmbeddingName id={base.embedding} />
        {when !== '' && <span className={css.when}>{words.changed(when)}</span>}
      </div>
    </li>
  )
}
