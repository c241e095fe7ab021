import { Button } from '@mantine/core'
import { BookOpen, ChevronRight } from 'lucide-react'
import type { KnowledgeBase } from '@/bridge'
import { navigate, path } from '@/stores/route'
import { ago } from '@/text/format'
import { home } from '@/text/home'
import css from './home.module.css'

/** What the assistants can answer from. */
export function KnowledgeStrip({ bases }: { bases: KnowledgeBase[] }) {
  return (
    <section className={css.strip} aria-labelledby="home-knowledge">
      <div className={css.stripHead}>
        <h2 id="home-knowledge" className={css.heading}>{home.knowledge}</h2>
        {bases.length > 0 && <a href={'#' + path.knowledge()}>{home.allKnowledge}</a>}
      </div>
      {bases.length === 0 ? (
        <div className={css.panel}>
          <p>{home.noKnowledge}</p>
          <Button onClick={() => navigate(path.knowledge())}>{home.addKnowledge}</Button>
        </div>
      ) : (
        <ul className={css.bases}>
          {bases.slice(0, 5).map((b) => (
            <li key={b.id}>
              <a href={'#' + path.knowledge(b.id)}>
                <BookOpen size={16} aria-hidden />
                <span className={css.baseName}>{b.name}</span>
                <span className={css.dim}>{home.documents(b.documents)} · {home.changed(ago(b.updatedAt))}</span>
                <ChevronRight size={15} aria-hidden />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
