import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api, type Job, type Suggestion } from '@/bridge'
import { facts, isActive } from '@/jobs/describe'
import { JobProgress } from '@/jobs/JobRow'
import { useJobs, useSuggestions } from '@/stores/queries'
import { add as words, words as models } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { failed } from '@/ui/toast'
import css from './add.module.css'

const pull = (name: string): void => void api.models.pull(name).catch(failed)

/** Well-known models that can be loaded, those that fit this computer first. */
export function SuggestedModels() {
  const { data = [], error, refetch } = useSuggestions()
  const pulls = (useJobs().data ?? []).filter((job) => job.kind === 'pull' && isActive(job))
  const [large, setLarge] = useState(false)
  const open = data.filter((suggestion) => !suggestion.installed)
  const fitting = open.filter((suggestion) => suggestion.fits)
  const tooLarge = open.filter((suggestion) => !suggestion.fits)
  const known = (job: Job) => data.some((suggestion) => isPullOf(job, suggestion.name))
  const item = (suggestion: Suggestion) => <SuggestedModel key={suggestion.name} suggestion={suggestion} job={pulls.find((job) => isPullOf(job, suggestion.name))} />
  return (
    <section>
      <h3 className={css.cap}>{words.suggested}</h3>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      <ul className={css.list}>
        {pulls.filter((job) => !known(job)).map((job) => <li key={job.id} className={css.item}><Pulling job={job} title={job.title} /></li>)}
        {fitting.map(item)}
        {large && tooLarge.map(item)}
      </ul>
      {tooLarge.length > 0 && !large && <UnstyledButton className={css.more} onClick={() => setLarge(true)}>{words.showLarge(tooLarge.length)}</UnstyledButton>}
      <PullByName />
    </section>
  )
}

/** The job's subject is the model's name; its title names it too. */
const isPullOf = (job: Job, name: string): boolean => job.subject === name || job.subject === `ollama/${name}`

function SuggestedModel({ suggestion, job }: { suggestion: Suggestion; job: Job | undefined }) {
  const { name, title, description, size, memory, fits, kind, licence } = suggestion
  if (job) return <li className={css.item}><Pulling job={job} title={title} /></li>
  return (
    <li className={css.item}>
      <div className={css.itemText}>
        <strong title={name}>{title}</strong>
        <span>{description}</span>
        <span className={css.small}>
          <span data-good={fits} className={css.fit}>{fits ? words.fits : words.tooLarge(memory)}</span>
          {` · ${models.kind[kind === 'embedding' ? 'embedding' : 'chat']} · ${licence}`}
        </span>
      </div>
      <Button leftSection={<Download size={15} />} aria-label={words.loadOf(title, size)} onClick={() => pull(name)}>{words.load(size)}</Button>
    </li>
  )
}

function Pulling({ job, title }: { job: Job; title: string }) {
  return (
    <div className={css.pulling} role="status">
      <strong>{title}</strong>
      <JobProgress job={job} />
      <span className={css.small}>{facts(job) || words.loading}</span>
    </div>
  )
}

function PullByName() {
  const [name, setName] = useState('')
  return (
    <form className={css.byName} onSubmit={(event) => { event.preventDefault(); pull(name.trim()); setName('') }}>
      <TextInput className={css.grow} label={words.other} description={words.otherHelp} inputWrapperOrder={['label', 'input', 'description']} value={name}
        onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" className={css.beside} disabled={name.trim() === ''}>{words.otherAction}</Button>
    </form>
  )
}
