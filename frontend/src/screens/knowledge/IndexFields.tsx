import { NumberInput, Select } from '@mantine/core'
import type { ChunkSettings, KnowledgeDraft } from '@/bridge'
import { useModels } from '@/stores/queries'
import { form as words } from '@/text/knowledge'
import { below } from './below'
import css from './form.module.css'

interface Props {
  draft: KnowledgeDraft
  onChange: (part: Partial<KnowledgeDraft>) => void
}

/** How documents are cut into pieces and searched. */
export function IndexFields({ draft, onChange }: Props) {
  const models = useModels().data ?? []
  const options = models.filter((model) => model.kind === 'embedding').map((model) => ({ value: model.id, label: model.title || model.name }))
  if (!options.some((option) => option.value === draft.embedding)) options.unshift({ value: draft.embedding, label: draft.embedding })
  const cut = (part: Partial<ChunkSettings>) => onChange({ chunking: within({ ...draft.chunking, ...part }) })
  return (
    <>
      <div className={css.pair}>
        <NumberInput inputWrapperOrder={below} label={words.pieceWords} description={words.pieceWordsHelp} min={20} max={2000} step={10} clampBehavior="blur" allowDecimal={false}
          value={draft.chunking.words} onChange={(value) => typeof value === 'number' && cut({ words: value })} />
        <NumberInput inputWrapperOrder={below} label={words.overlap} description={words.overlapHelp} min={0} max={Math.floor(draft.chunking.words / 2)} step={5} clampBehavior="blur" allowDecimal={false}
          value={draft.chunking.overlap} onChange={(value) => typeof value === 'number' && cut({ overlap: value })} />
      </div>
      <Select inputWrapperOrder={below} label={words.embedding} description={words.embeddingHelp} data={options} value={draft.embedding}
        onChange={(embedding) => embedding !== null && onChange({ embedding })} comboboxProps={{ withinPortal: true }} />
    </>
  )
}

/** The overlap is at most half of a piece. */
export function within(chunking: ChunkSettings): ChunkSettings {
  return { words: chunking.words, overlap: Math.max(0, Math.min(chunking.overlap, Math.floor(chunking.words / 2))) }
}
