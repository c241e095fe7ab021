import { Button } from '@mantine/core'
import { Sparkles } from 'lucide-react'
import { navigate, path } from '@/stores/route'
import { home } from '@/text/home'
import { Tile } from '@/ui/Tile'
import css from './home.module.css'

/** Says what a language model adds, while there is none. */
export function ModelHint() {
  return (
    <aside className={css.hint} aria-labelledby="model-hint">
      <Tile icon="sparkles" color="violet" size={36} />
      <h2 id="model-hint">{home.model.title}</h2>
      <p>{home.model.text}</p>
      <Button leftSection={<Sparkles size={15} />} onClick={() => navigate(path.models())}>{home.model.button}</Button>
    </aside>
  )
}
