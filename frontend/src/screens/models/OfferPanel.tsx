import { Button, Loader, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { api, type Provider } from '@/bridge'
import { keys } from '@/stores/queries'
import { add, offer as words, words as models } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { AddButton } from './AddButton'
import { hostOf } from './describe'
import { useAddModel } from './useAddModel'
import css from './add.module.css'

/** The models that a connected service offers. */
export function OfferPanel({ provider, onChange }: { provider: Provider; onChange: () => void }) {
  const catalogue = useAddModel()
  const [query, setQuery] = useState('')
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...keys.providers, provider.name, provider.address, 'offer'],
    queryFn: () => api.models.discover(provider.name),
  })
  const shown = (data ?? []).filter((model) => `${model.name} ${model.title}`.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <div className={css.stack}>
      <div className={css.offerHead}>
        <div className={css.itemText}>
          <strong>{words.title(provider.name)}</strong>
          <span>{hostOf(provider.address)}</span>
        </div>
        <Button onClick={onChange}>{words.change}</Button>
      </div>
      {isPending && <div className={css.asking} role="status"><Loader size="sm" />{words.loading}…</div>}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && data.length > 8 && (
        <TextInput aria-label={words.filter} placeholder={words.filter} leftSection={<Search size={15} />} value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
      )}
      {data?.length === 0 && <p className={css.nothing}>{words.none}</p>}
      {data && data.length > 0 && shown.length === 0 && <p className={css.nothing}>{words.noneFit(query.trim())}</p>}
      {shown.length > 0 && (
        <ul className={css.list} data-scroll>
          {shown.map((model) => (
            <li key={model.id} className={css.item}>
              <div className={css.itemText}>
                <strong title={model.name}>{model.title || model.name}</strong>
                <span>{models.kind[model.kind === 'embedding' ? 'embedding' : 'chat']}</span>
              </div>
              <AddButton id={model.id} title={model.title || model.name} kind={model.kind} catalogue={catalogue} />
            </li>
          ))}
        </ul>
      )}
      <AddByName provider={provider} catalogue={catalogue} />
    </div>
  )
}

function AddByName({ provider, catalogue }: { provider: Provider; catalogue: ReturnType<typeof useAddModel> }) {
  const [name, setName] = useState('')
  const id = `${provider.name}/${name.trim()}`
  const submit = (event: React.SubmitEvent) => {
    event.preventDefault()
    void catalogue.add(id, '').then(() => setName(''))
  }
  return (
    <form className={css.byName} onSubmit={submit}>
      <TextInput className={css.grow} label={words.byName} description={words.byNameHelp} inputWrapperOrder={['label', 'input', 'description']} value={name}
        onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit" className={css.beside} disabled={name.trim() === ''} loading={name.trim() !== '' && catalogue.busy === id}>{add.use}</Button>
    </form>
  )
}
