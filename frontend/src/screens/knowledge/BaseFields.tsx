import { Radio, Textarea, TextInput } from '@mantine/core'
import type { KnowledgeDraft } from '@/bridge'
import { form as words, sensitivities } from '@/text/knowledge'
import { levels } from './SensitivityChip'
import { below } from './below'
import css from './form.module.css'

interface Props {
  draft: KnowledgeDraft
  nameError: string
  onChange: (part: Partial<KnowledgeDraft>) => void
  focusName?: boolean
}

/** Name, description and who may see it. */
export function BaseFields({ draft, nameError, onChange, focusName = false }: Props) {
  return (
    <>
      <TextInput label={words.name} placeholder={words.namePlaceholder} required withAsterisk={false} maxLength={120} data-autofocus={focusName}
        value={draft.name} error={nameError || undefined} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <Textarea inputWrapperOrder={below} label={words.description} description={words.descriptionHelp} autosize minRows={2} maxRows={5} maxLength={1000}
        value={draft.description} onChange={(event) => onChange({ description: event.currentTarget.value })} />
      <Radio.Group label={words.sensitivity} value={draft.sensitivity} onChange={(sensitivity) => onChange({ sensitivity })}>
        <div className={css.levels}>
          {levels.map((level) => (
            <Radio.Card key={level} value={level} className={css.level}>
              <Radio.Indicator />
              <span>
                <span className={css.levelName}>{sensitivities[level].label}</span>
                <span className={css.levelHelp}>{sensitivities[level].help}</span>
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
    </>
  )
}
