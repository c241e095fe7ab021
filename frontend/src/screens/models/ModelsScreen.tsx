import { Button, Skeleton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useIntent } from '@/stores/intent'
import { useModels, useProviders, useSecrets } from '@/stores/queries'
import { words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { AddModelDialog, type Start } from './AddModelDialog'
import { Connections } from './Connections'
import { EgressList } from './EgressList'
import { ModelGroup } from './ModelGroup'
import { OnlyBuiltin } from './OnlyBuiltin'
import { SecretsForm } from './SecretsForm'
import css from './models.module.css'

/** The models that assistants may use, how they are reached, and what was sent to them. */
export default function ModelsScreen() {
  const { data: models, error, isPending, refetch } = useModels()
  const providers = useProviders().data ?? []
  const secrets = useSecrets().data
  const [adding, setAdding] = useState<Start>()
  const services = providers.filter((provider) => provider.type !== 'builtin')
  const others = (models ?? []).filter((model) => model.provider !== 'builtin')
  const open = () => setAdding({ place: 'local' })
  useIntent('addModel', open)
  return (
    <Screen title={words.title} subtitle={words.subtitle}
      actions={<Button variant="filled" leftSection={<Plus size={16} />} onClick={open}>{words.add}</Button>}>
      <div className={css.page}>
        {error && <ErrorNote error={error} retry={() => void refetch()} />}
        {isPending && <><Skeleton height={150} radius="lg" /><Skeleton height={150} radius="lg" /></>}
        {secrets?.locked && providers.some((provider) => provider.hasKey) && <SecretsForm state={secrets} />}
        {models && others.length === 0 && <OnlyBuiltin onAdd={open} />}
        {models && (['chat', 'embedding'] as const).map((kind) => (
          <ModelGroup key={kind} kind={kind} models={models.filter((model) => model.kind === kind)} />
        ))}
        {services.length > 0 && <Connections providers={services} onFind={setAdding} />}
        {models && <EgressList />}
      </div>
      {adding && <AddModelDialog start={adding} onClose={() => setAdding(undefined)} />}
    </Screen>
  )
}
